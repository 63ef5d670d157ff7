"""the network."""

import sqlalchemy as sa
from alembic import op

from stelsel.db.types import UtcDateTime

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

GUARDS: dict[str, list[str]] = {
    "postgresql": [
        "DO $$ BEGIN CREATE ROLE stelsel_app LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        "GRANT USAGE ON SCHEMA public TO stelsel_app",
        "DO $$ BEGIN CREATE ROLE stelsel_bridge LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        "GRANT USAGE ON SCHEMA public TO stelsel_bridge",
        "DO $$ BEGIN CREATE ROLE stelsel_partner LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        "GRANT USAGE ON SCHEMA public TO stelsel_partner",
        "DO $$ BEGIN CREATE ROLE stelsel_national LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        "GRANT USAGE ON SCHEMA public TO stelsel_national",
        "DO $$ BEGIN CREATE ROLE stelsel_reader LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        "GRANT USAGE ON SCHEMA public TO stelsel_reader",
        "DO $$ BEGIN CREATE ROLE stelsel_identity LOGIN NOSUPERUSER NOBYPASSRLS NOCREATEDB NOCREATEROLE NOINHERIT; EXCEPTION WHEN duplicate_object OR unique_violation THEN NULL; END $$",
        "GRANT USAGE ON SCHEMA public TO stelsel_identity",
        "CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '% only grows', TG_TABLE_NAME USING ERRCODE = 'restrict_violation'; END $$",
        "GRANT SELECT ON audit_entry TO stelsel_app",
        "GRANT INSERT ON audit_entry TO stelsel_app",
        "GRANT SELECT ON audit_entry TO stelsel_bridge",
        "GRANT INSERT ON audit_entry TO stelsel_bridge",
        "GRANT SELECT ON audit_entry TO stelsel_national",
        "GRANT INSERT ON audit_entry TO stelsel_national",
        "GRANT SELECT ON audit_entry TO stelsel_identity",
        "GRANT INSERT ON audit_entry TO stelsel_identity",
        "ALTER TABLE audit_entry ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE audit_entry FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON audit_entry FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON audit_entry FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON audit_entry FOR ALL TO stelsel_national USING (true) WITH CHECK (true)",
        "CREATE POLICY identity ON audit_entry FOR ALL TO stelsel_identity USING (true) WITH CHECK (true)",
        "CREATE TRIGGER audit_entry_only_grows BEFORE UPDATE OR DELETE ON audit_entry FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON audit_head TO stelsel_app",
        "GRANT INSERT ON audit_head TO stelsel_app",
        "GRANT UPDATE ON audit_head TO stelsel_app",
        "GRANT DELETE ON audit_head TO stelsel_app",
        "GRANT SELECT ON audit_head TO stelsel_bridge",
        "GRANT INSERT ON audit_head TO stelsel_bridge",
        "GRANT UPDATE ON audit_head TO stelsel_bridge",
        "GRANT SELECT ON audit_head TO stelsel_national",
        "GRANT INSERT ON audit_head TO stelsel_national",
        "GRANT UPDATE ON audit_head TO stelsel_national",
        "GRANT SELECT ON audit_head TO stelsel_identity",
        "GRANT INSERT ON audit_head TO stelsel_identity",
        "GRANT UPDATE ON audit_head TO stelsel_identity",
        "ALTER TABLE audit_head ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE audit_head FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON audit_head FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON audit_head FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON audit_head FOR ALL TO stelsel_national USING (true) WITH CHECK (true)",
        "CREATE POLICY identity ON audit_head FOR ALL TO stelsel_identity USING (true) WITH CHECK (true)",
        "GRANT SELECT ON membership TO stelsel_identity",
        "GRANT INSERT ON membership TO stelsel_identity",
        "GRANT UPDATE ON membership TO stelsel_identity",
        "GRANT DELETE ON membership TO stelsel_identity",
        "GRANT SELECT ON organisation TO stelsel_app",
        "GRANT INSERT ON organisation TO stelsel_app",
        "GRANT SELECT ON organisation TO stelsel_bridge",
        "GRANT SELECT ON organisation TO stelsel_partner",
        "GRANT SELECT ON organisation TO stelsel_national",
        "GRANT INSERT ON organisation TO stelsel_national",
        "GRANT UPDATE ON organisation TO stelsel_national",
        "GRANT DELETE ON organisation TO stelsel_national",
        "GRANT SELECT ON organisation TO stelsel_reader",
        "GRANT SELECT ON organisation TO stelsel_identity",
        "GRANT SELECT ON security_role TO stelsel_identity",
        "GRANT INSERT ON security_role TO stelsel_identity",
        "GRANT USAGE ON SEQUENCE security_role_id_seq TO stelsel_identity",
        "GRANT SELECT ON sign_in TO stelsel_identity",
        "GRANT INSERT ON sign_in TO stelsel_identity",
        "GRANT UPDATE ON sign_in TO stelsel_identity",
        "GRANT DELETE ON sign_in TO stelsel_identity",
        "GRANT SELECT ON tenant TO stelsel_app",
        "GRANT UPDATE (revision, name, website) ON tenant TO stelsel_app",
        "GRANT SELECT ON tenant TO stelsel_bridge",
        "GRANT UPDATE (revision) ON tenant TO stelsel_bridge",
        "GRANT SELECT ON tenant TO stelsel_partner",
        "GRANT SELECT ON tenant TO stelsel_national",
        "GRANT INSERT ON tenant TO stelsel_national",
        "GRANT USAGE ON SEQUENCE tenant_id_seq TO stelsel_national",
        "GRANT UPDATE ON tenant TO stelsel_national",
        "GRANT DELETE ON tenant TO stelsel_national",
        "GRANT SELECT ON tenant TO stelsel_reader",
        "GRANT SELECT ON tenant TO stelsel_identity",
        "GRANT SELECT (id, name, email, active, language) ON user_account TO stelsel_app",
        "GRANT SELECT (id, name, email, active, language) ON user_account TO stelsel_bridge",
        "GRANT SELECT (id, name, email, active, language) ON user_account TO stelsel_partner",
        "GRANT SELECT (id, name, email, active, language) ON user_account TO stelsel_national",
        "GRANT SELECT ON user_account TO stelsel_identity",
        "GRANT INSERT ON user_account TO stelsel_identity",
        "GRANT UPDATE ON user_account TO stelsel_identity",
        "GRANT DELETE ON user_account TO stelsel_identity",
    ],
    "sqlite": [
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry only grows'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry only grows'); END",
        "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM audit_entry WHERE tenant_id = NEW.tenant_id AND id = NEW.id) BEGIN SELECT RAISE(ABORT, 'audit_entry only grows'); END",
    ],
}


def upgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "security_role",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_role")),
        sa.UniqueConstraint("name", name=op.f("uq_security_role_name")),
    )
    op.create_table(
        "tenant",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind", sa.Enum("library", "national", name="tenantkind", native_enum=False, length=40), nullable=False
        ),
        sa.Column(
            "state",
            sa.Enum("invited", "active", "closed", name="tenantstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("province_code", sa.String(length=4), nullable=True),
        sa.Column("website", sa.String(length=200), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_tenant_closed_when")),
        sa.CheckConstraint("successor_id IS NULL OR state = 'closed'", name=op.f("ck_tenant_successor_of_closed")),
        sa.CheckConstraint("successor_id <> id", name=op.f("ck_tenant_successor_is_another")),
        sa.ForeignKeyConstraint(["successor_id"], ["tenant.id"], name=op.f("fk_tenant_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_tenant")),
        sa.UniqueConstraint("slug", name=op.f("uq_tenant_slug")),
    )
    with op.batch_alter_table("tenant", schema=None) as batch_op:
        batch_op.create_index("ix_tenant_state_name", ["state", "name", "id"], unique=False)

    op.create_table(
        "user_account",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("password", sa.String(length=255), nullable=True),
        sa.Column("active", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=True),
        sa.Column("fs_uniquifier", sa.String(length=64), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("tf_primary_method", sa.String(length=64), nullable=True),
        sa.Column("tf_totp_secret", sa.String(length=255), nullable=True),
        sa.Column("tf_phone_number", sa.String(length=128), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_user_account_email_folded")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_user_account")),
        sa.UniqueConstraint("email", name=op.f("uq_user_account_email")),
        sa.UniqueConstraint("fs_uniquifier", name=op.f("uq_user_account_fs_uniquifier")),
    )
    op.create_table(
        "audit_entry",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column(
            "hat",
            sa.Enum("visitor", "member", "partner", "national", "system", name="hat", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("why", sa.String(length=80), nullable=False),
        sa.Column("deed", sa.String(length=60), nullable=False),
        sa.Column("object_kind", sa.String(length=40), nullable=False),
        sa.Column("object_id", sa.String(length=60), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("seq > 0", name=op.f("ck_audit_entry_seq_counts")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_audit_entry_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_audit_entry")),
    )
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.create_index("ix_audit_entry_object", ["tenant_id", "object_kind", "object_id"], unique=False)
        batch_op.create_index("uq_audit_entry_seq", ["tenant_id", "seq"], unique=True)

    op.create_table(
        "audit_head",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_audit_head_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_audit_head")),
    )
    with op.batch_alter_table("audit_head", schema=None) as batch_op:
        batch_op.create_index("uq_audit_head_tenant", ["tenant_id"], unique=True)

    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column("kvk", sa.String(length=8), nullable=True),
        sa.Column("website", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("kvk IS NULL OR length(kvk) = 8", name=op.f("ck_organisation_kvk_has_8_digits")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["tenant.id"], name=op.f("fk_organisation_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("kvk", name=op.f("uq_organisation_kvk")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_folded", ["folded", "id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sign_in_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_user_id_ended_at", ["user_id", "ended_at"], unique=False)

    op.create_table(
        "membership",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum(
                "manager",
                "editor",
                "desk",
                "director",
                "partner",
                "national_admin",
                "coordinator",
                "assessor",
                "controller",
                "decider",
                "finance",
                "platform_admin",
                name="rolename",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("at_tenant_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "(role = 'partner') = (organisation_id IS NOT NULL)", name=op.f("ck_membership_partner_has_organisation")
        ),
        sa.CheckConstraint("(at_tenant_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_membership_one_place")),
        sa.ForeignKeyConstraint(["at_tenant_id"], ["tenant.id"], name=op.f("fk_membership_at_tenant_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_membership_organisation_id")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user_account.id"], name=op.f("fk_membership_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.create_index("ix_membership_at_tenant", ["at_tenant_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_membership_user_id"), ["user_id"], unique=False)
        batch_op.create_index("uq_membership_organisation", ["user_id", "organisation_id", "role"], unique=True)
        batch_op.create_index("uq_membership_tenant", ["user_id", "at_tenant_id", "role"], unique=True)

    # ### end Alembic commands ###
    for statement in GUARDS.get(op.get_bind().dialect.name, []):
        op.execute(statement)


def downgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("uq_membership_tenant")
        batch_op.drop_index("uq_membership_organisation")
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))
        batch_op.drop_index("ix_membership_at_tenant")

    op.drop_table("membership")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_user_id_ended_at")

    op.drop_table("sign_in")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_folded")

    op.drop_table("organisation")
    with op.batch_alter_table("audit_head", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_head_tenant")

    op.drop_table("audit_head")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_entry_seq")
        batch_op.drop_index("ix_audit_entry_object")

    op.drop_table("audit_entry")
    op.drop_table("user_account")
    with op.batch_alter_table("tenant", schema=None) as batch_op:
        batch_op.drop_index("ix_tenant_state_name")

    op.drop_table("tenant")
    op.drop_table("security_role")
    # ### end Alembic commands ###
