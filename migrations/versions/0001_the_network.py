"""the network."""

import sqlalchemy as sa
from alembic import op

from stelsel.db.types import Cents, UtcDateTime

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
        "GRANT SELECT ON activity TO stelsel_app",
        "GRANT INSERT ON activity TO stelsel_app",
        "GRANT UPDATE ON activity TO stelsel_app",
        "GRANT DELETE ON activity TO stelsel_app",
        "GRANT SELECT ON activity TO stelsel_bridge",
        "GRANT INSERT ON activity TO stelsel_bridge",
        "GRANT UPDATE ON activity TO stelsel_bridge",
        "GRANT SELECT ON activity TO stelsel_partner",
        "GRANT SELECT ON activity TO stelsel_national",
        "ALTER TABLE activity ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE activity FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON activity FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON activity FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY partner ON activity FOR SELECT TO stelsel_partner USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)",
        "CREATE POLICY national ON activity FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON activity_demand TO stelsel_app",
        "GRANT INSERT ON activity_demand TO stelsel_app",
        "GRANT UPDATE ON activity_demand TO stelsel_app",
        "GRANT DELETE ON activity_demand TO stelsel_app",
        "GRANT SELECT ON activity_demand TO stelsel_bridge",
        "GRANT INSERT ON activity_demand TO stelsel_bridge",
        "GRANT UPDATE ON activity_demand TO stelsel_bridge",
        "GRANT SELECT ON activity_demand TO stelsel_national",
        "GRANT SELECT ON activity_demand TO stelsel_reader",
        "ALTER TABLE activity_demand ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE activity_demand FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON activity_demand FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON activity_demand FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON activity_demand FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON activity_demand FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON activity_exception TO stelsel_app",
        "GRANT INSERT ON activity_exception TO stelsel_app",
        "GRANT UPDATE ON activity_exception TO stelsel_app",
        "GRANT DELETE ON activity_exception TO stelsel_app",
        "GRANT SELECT ON activity_exception TO stelsel_bridge",
        "GRANT INSERT ON activity_exception TO stelsel_bridge",
        "GRANT UPDATE ON activity_exception TO stelsel_bridge",
        "ALTER TABLE activity_exception ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE activity_exception FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON activity_exception FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON activity_exception FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON activity_request TO stelsel_app",
        "GRANT INSERT ON activity_request TO stelsel_app",
        "GRANT UPDATE ON activity_request TO stelsel_app",
        "GRANT DELETE ON activity_request TO stelsel_app",
        "GRANT SELECT ON activity_request TO stelsel_bridge",
        "GRANT INSERT ON activity_request TO stelsel_bridge",
        "GRANT UPDATE ON activity_request TO stelsel_bridge",
        "GRANT SELECT ON activity_request TO stelsel_national",
        "GRANT SELECT ON activity_request TO stelsel_reader",
        "ALTER TABLE activity_request ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE activity_request FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON activity_request FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON activity_request FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON activity_request FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON activity_request FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON activity_rule TO stelsel_app",
        "GRANT INSERT ON activity_rule TO stelsel_app",
        "GRANT UPDATE ON activity_rule TO stelsel_app",
        "GRANT DELETE ON activity_rule TO stelsel_app",
        "GRANT SELECT ON activity_rule TO stelsel_bridge",
        "GRANT INSERT ON activity_rule TO stelsel_bridge",
        "GRANT UPDATE ON activity_rule TO stelsel_bridge",
        "ALTER TABLE activity_rule ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE activity_rule FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON activity_rule FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON activity_rule FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON activity_session TO stelsel_app",
        "GRANT INSERT ON activity_session TO stelsel_app",
        "GRANT UPDATE ON activity_session TO stelsel_app",
        "GRANT DELETE ON activity_session TO stelsel_app",
        "GRANT SELECT ON activity_session TO stelsel_bridge",
        "GRANT INSERT ON activity_session TO stelsel_bridge",
        "GRANT UPDATE ON activity_session TO stelsel_bridge",
        "GRANT SELECT ON activity_session TO stelsel_partner",
        "GRANT SELECT ON activity_session TO stelsel_national",
        "ALTER TABLE activity_session ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE activity_session FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON activity_session FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON activity_session FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY partner ON activity_session FOR SELECT TO stelsel_partner USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)",
        "CREATE POLICY national ON activity_session FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON activity_version TO stelsel_app",
        "GRANT INSERT ON activity_version TO stelsel_app",
        "GRANT SELECT ON activity_version TO stelsel_bridge",
        "GRANT INSERT ON activity_version TO stelsel_bridge",
        "ALTER TABLE activity_version ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE activity_version FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON activity_version FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON activity_version FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE TRIGGER activity_version_only_grows BEFORE UPDATE OR DELETE ON activity_version FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER activity_version_is_not_emptied BEFORE TRUNCATE ON activity_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON annual_share TO stelsel_app",
        "GRANT INSERT ON annual_share TO stelsel_app",
        "GRANT UPDATE ON annual_share TO stelsel_app",
        "GRANT DELETE ON annual_share TO stelsel_app",
        "GRANT SELECT ON annual_share TO stelsel_bridge",
        "GRANT INSERT ON annual_share TO stelsel_bridge",
        "GRANT UPDATE ON annual_share TO stelsel_bridge",
        "GRANT SELECT ON annual_share TO stelsel_national",
        "ALTER TABLE annual_share ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE annual_share FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON annual_share FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON annual_share FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON annual_share FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON api_kept_answer TO stelsel_app",
        "GRANT INSERT ON api_kept_answer TO stelsel_app",
        "GRANT UPDATE ON api_kept_answer TO stelsel_app",
        "GRANT DELETE ON api_kept_answer TO stelsel_app",
        "ALTER TABLE api_kept_answer ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE api_kept_answer FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON api_kept_answer FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "GRANT SELECT (id, organisation_id) ON api_key TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON api_key TO stelsel_bridge",
        "GRANT SELECT ON api_key TO stelsel_identity",
        "GRANT INSERT ON api_key TO stelsel_identity",
        "GRANT UPDATE ON api_key TO stelsel_identity",
        "GRANT DELETE ON api_key TO stelsel_identity",
        "GRANT SELECT ON attempt TO stelsel_identity",
        "GRANT INSERT ON attempt TO stelsel_identity",
        "GRANT UPDATE ON attempt TO stelsel_identity",
        "GRANT DELETE ON attempt TO stelsel_identity",
        "GRANT SELECT ON attendance TO stelsel_app",
        "GRANT INSERT ON attendance TO stelsel_app",
        "GRANT UPDATE ON attendance TO stelsel_app",
        "GRANT DELETE ON attendance TO stelsel_app",
        "GRANT SELECT ON attendance TO stelsel_bridge",
        "GRANT INSERT ON attendance TO stelsel_bridge",
        "GRANT UPDATE ON attendance TO stelsel_bridge",
        "ALTER TABLE attendance ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE attendance FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON attendance FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON attendance FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
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
        "GRANT SELECT ON branch TO stelsel_app",
        "GRANT INSERT ON branch TO stelsel_app",
        "GRANT UPDATE ON branch TO stelsel_app",
        "GRANT DELETE ON branch TO stelsel_app",
        "GRANT SELECT ON branch TO stelsel_bridge",
        "GRANT INSERT ON branch TO stelsel_bridge",
        "GRANT UPDATE ON branch TO stelsel_bridge",
        "GRANT SELECT ON branch TO stelsel_national",
        "ALTER TABLE branch ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE branch FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON branch FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON branch FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON branch FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON concept TO stelsel_app",
        "GRANT SELECT ON concept TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON concept TO stelsel_bridge",
        "GRANT SELECT ON concept TO stelsel_partner",
        "GRANT SELECT ON concept TO stelsel_national",
        "GRANT INSERT ON concept TO stelsel_national",
        "GRANT UPDATE ON concept TO stelsel_national",
        "GRANT DELETE ON concept TO stelsel_national",
        "GRANT SELECT ON concept TO stelsel_reader",
        "GRANT SELECT ON concept TO stelsel_identity",
        "GRANT SELECT ON desk_tap TO stelsel_app",
        "GRANT INSERT ON desk_tap TO stelsel_app",
        "GRANT UPDATE ON desk_tap TO stelsel_app",
        "GRANT DELETE ON desk_tap TO stelsel_app",
        "GRANT SELECT ON desk_tap TO stelsel_bridge",
        "GRANT INSERT ON desk_tap TO stelsel_bridge",
        "GRANT UPDATE ON desk_tap TO stelsel_bridge",
        "ALTER TABLE desk_tap ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE desk_tap FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON desk_tap FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON desk_tap FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON embed_site TO stelsel_app",
        "GRANT INSERT ON embed_site TO stelsel_app",
        "GRANT UPDATE ON embed_site TO stelsel_app",
        "GRANT DELETE ON embed_site TO stelsel_app",
        "GRANT SELECT ON embed_site TO stelsel_bridge",
        "GRANT INSERT ON embed_site TO stelsel_bridge",
        "GRANT UPDATE ON embed_site TO stelsel_bridge",
        "ALTER TABLE embed_site ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE embed_site FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON embed_site FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON embed_site FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON help_question TO stelsel_app",
        "GRANT INSERT ON help_question TO stelsel_app",
        "GRANT UPDATE ON help_question TO stelsel_app",
        "GRANT DELETE ON help_question TO stelsel_app",
        "GRANT SELECT ON help_question TO stelsel_bridge",
        "GRANT INSERT ON help_question TO stelsel_bridge",
        "GRANT UPDATE ON help_question TO stelsel_bridge",
        "ALTER TABLE help_question ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE help_question FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON help_question FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON help_question FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON imported TO stelsel_app",
        "GRANT INSERT ON imported TO stelsel_app",
        "GRANT UPDATE ON imported TO stelsel_app",
        "GRANT DELETE ON imported TO stelsel_app",
        "GRANT SELECT ON imported TO stelsel_bridge",
        "GRANT INSERT ON imported TO stelsel_bridge",
        "GRANT UPDATE ON imported TO stelsel_bridge",
        "ALTER TABLE imported ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE imported FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON imported FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON imported FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT (id, organisation_id) ON invitation TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON invitation TO stelsel_bridge",
        "GRANT SELECT ON invitation TO stelsel_identity",
        "GRANT INSERT ON invitation TO stelsel_identity",
        "GRANT UPDATE ON invitation TO stelsel_identity",
        "GRANT DELETE ON invitation TO stelsel_identity",
        "GRANT INSERT ON job TO stelsel_app",
        "GRANT INSERT ON job TO stelsel_bridge",
        "GRANT SELECT ON job TO stelsel_national",
        "GRANT INSERT ON job TO stelsel_national",
        "GRANT SELECT ON job TO stelsel_identity",
        "GRANT INSERT ON job TO stelsel_identity",
        "GRANT UPDATE ON job TO stelsel_identity",
        "GRANT DELETE ON job TO stelsel_identity",
        "GRANT SELECT ON job_schedule TO stelsel_national",
        "GRANT SELECT ON job_schedule TO stelsel_identity",
        "GRANT INSERT ON job_schedule TO stelsel_identity",
        "GRANT UPDATE ON job_schedule TO stelsel_identity",
        "GRANT DELETE ON job_schedule TO stelsel_identity",
        "GRANT SELECT (id) ON letter TO stelsel_app",
        "GRANT INSERT ON letter TO stelsel_app",
        "GRANT SELECT (id) ON letter TO stelsel_bridge",
        "GRANT INSERT ON letter TO stelsel_bridge",
        "GRANT SELECT (id, template, for_tenant_id, language, state, queued_at, ended_at, error) ON letter TO stelsel_national",
        "GRANT INSERT ON letter TO stelsel_national",
        "GRANT SELECT ON letter TO stelsel_identity",
        "GRANT INSERT ON letter TO stelsel_identity",
        "GRANT UPDATE ON letter TO stelsel_identity",
        "GRANT DELETE ON letter TO stelsel_identity",
        "GRANT SELECT ON library_profile TO stelsel_app",
        "GRANT INSERT ON library_profile TO stelsel_app",
        "GRANT UPDATE ON library_profile TO stelsel_app",
        "GRANT DELETE ON library_profile TO stelsel_app",
        "GRANT SELECT ON library_profile TO stelsel_bridge",
        "GRANT INSERT ON library_profile TO stelsel_bridge",
        "GRANT UPDATE ON library_profile TO stelsel_bridge",
        "GRANT SELECT ON library_profile TO stelsel_national",
        "ALTER TABLE library_profile ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE library_profile FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON library_profile FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON library_profile FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON library_profile FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON library_step TO stelsel_national",
        "GRANT INSERT ON library_step TO stelsel_national",
        "CREATE TRIGGER library_step_only_grows BEFORE UPDATE OR DELETE ON library_step FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER library_step_is_not_emptied BEFORE TRUNCATE ON library_step FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON link TO stelsel_app",
        "GRANT INSERT ON link TO stelsel_app",
        "GRANT UPDATE (used_at, ends_at) ON link TO stelsel_app",
        "GRANT SELECT ON link TO stelsel_reader",
        "GRANT SELECT ON link TO stelsel_identity",
        "GRANT INSERT ON link TO stelsel_identity",
        "GRANT UPDATE ON link TO stelsel_identity",
        "GRANT DELETE ON link TO stelsel_identity",
        "ALTER TABLE link ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE link FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON link FOR SELECT TO stelsel_app USING (true)",
        "CREATE POLICY app_insert ON link FOR INSERT TO stelsel_app WITH CHECK (at_tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY app_update ON link FOR UPDATE TO stelsel_app USING (at_tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (at_tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY reader ON link FOR SELECT TO stelsel_reader USING (true)",
        "CREATE POLICY identity ON link FOR ALL TO stelsel_identity USING (true) WITH CHECK (true)",
        "GRANT SELECT ON membership TO stelsel_bridge",
        "GRANT INSERT ON membership TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON membership TO stelsel_bridge",
        "GRANT DELETE ON membership TO stelsel_bridge",
        "GRANT SELECT ON membership TO stelsel_identity",
        "GRANT INSERT ON membership TO stelsel_identity",
        "GRANT UPDATE ON membership TO stelsel_identity",
        "GRANT DELETE ON membership TO stelsel_identity",
        "GRANT SELECT ON month_figures TO stelsel_app",
        "GRANT INSERT ON month_figures TO stelsel_app",
        "GRANT UPDATE ON month_figures TO stelsel_app",
        "GRANT DELETE ON month_figures TO stelsel_app",
        "GRANT SELECT ON month_figures TO stelsel_bridge",
        "GRANT INSERT ON month_figures TO stelsel_bridge",
        "GRANT UPDATE ON month_figures TO stelsel_bridge",
        "GRANT SELECT ON month_figures TO stelsel_national",
        "ALTER TABLE month_figures ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE month_figures FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON month_figures FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON month_figures FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON month_figures FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON municipality TO stelsel_app",
        "GRANT SELECT ON municipality TO stelsel_bridge",
        "GRANT SELECT ON municipality TO stelsel_partner",
        "GRANT SELECT ON municipality TO stelsel_national",
        "GRANT INSERT ON municipality TO stelsel_national",
        "GRANT UPDATE ON municipality TO stelsel_national",
        "GRANT DELETE ON municipality TO stelsel_national",
        "GRANT SELECT ON municipality TO stelsel_reader",
        "GRANT SELECT ON municipality TO stelsel_identity",
        "GRANT SELECT ON municipality_inhabitants TO stelsel_app",
        "GRANT SELECT ON municipality_inhabitants TO stelsel_bridge",
        "GRANT SELECT ON municipality_inhabitants TO stelsel_partner",
        "GRANT SELECT ON municipality_inhabitants TO stelsel_national",
        "GRANT INSERT ON municipality_inhabitants TO stelsel_national",
        "GRANT UPDATE ON municipality_inhabitants TO stelsel_national",
        "GRANT DELETE ON municipality_inhabitants TO stelsel_national",
        "GRANT SELECT ON municipality_inhabitants TO stelsel_reader",
        "GRANT SELECT ON municipality_inhabitants TO stelsel_identity",
        "GRANT SELECT ON municipality_name TO stelsel_app",
        "GRANT SELECT ON municipality_name TO stelsel_bridge",
        "GRANT SELECT ON municipality_name TO stelsel_partner",
        "GRANT SELECT ON municipality_name TO stelsel_national",
        "GRANT INSERT ON municipality_name TO stelsel_national",
        "GRANT UPDATE ON municipality_name TO stelsel_national",
        "GRANT DELETE ON municipality_name TO stelsel_national",
        "GRANT SELECT ON municipality_name TO stelsel_reader",
        "GRANT SELECT ON municipality_name TO stelsel_identity",
        "GRANT SELECT ON municipality_neighbour TO stelsel_app",
        "GRANT SELECT ON municipality_neighbour TO stelsel_bridge",
        "GRANT SELECT ON municipality_neighbour TO stelsel_partner",
        "GRANT SELECT ON municipality_neighbour TO stelsel_national",
        "GRANT INSERT ON municipality_neighbour TO stelsel_national",
        "GRANT UPDATE ON municipality_neighbour TO stelsel_national",
        "GRANT DELETE ON municipality_neighbour TO stelsel_national",
        "GRANT SELECT ON municipality_neighbour TO stelsel_reader",
        "GRANT SELECT ON municipality_neighbour TO stelsel_identity",
        "GRANT SELECT ON municipality_outline TO stelsel_app",
        "GRANT SELECT ON municipality_outline TO stelsel_bridge",
        "GRANT SELECT ON municipality_outline TO stelsel_partner",
        "GRANT SELECT ON municipality_outline TO stelsel_national",
        "GRANT INSERT ON municipality_outline TO stelsel_national",
        "GRANT UPDATE ON municipality_outline TO stelsel_national",
        "GRANT DELETE ON municipality_outline TO stelsel_national",
        "GRANT SELECT ON municipality_outline TO stelsel_reader",
        "GRANT SELECT ON municipality_outline TO stelsel_identity",
        "GRANT SELECT ON newsletter_subscription TO stelsel_app",
        "GRANT INSERT ON newsletter_subscription TO stelsel_app",
        "GRANT UPDATE ON newsletter_subscription TO stelsel_app",
        "GRANT DELETE ON newsletter_subscription TO stelsel_app",
        "GRANT SELECT ON newsletter_subscription TO stelsel_bridge",
        "GRANT INSERT ON newsletter_subscription TO stelsel_bridge",
        "GRANT UPDATE ON newsletter_subscription TO stelsel_bridge",
        "ALTER TABLE newsletter_subscription ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE newsletter_subscription FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON newsletter_subscription FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON newsletter_subscription FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON opening_exception TO stelsel_app",
        "GRANT INSERT ON opening_exception TO stelsel_app",
        "GRANT UPDATE ON opening_exception TO stelsel_app",
        "GRANT DELETE ON opening_exception TO stelsel_app",
        "GRANT SELECT ON opening_exception TO stelsel_bridge",
        "GRANT INSERT ON opening_exception TO stelsel_bridge",
        "GRANT UPDATE ON opening_exception TO stelsel_bridge",
        "ALTER TABLE opening_exception ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE opening_exception FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON opening_exception FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON opening_exception FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON opening_hours TO stelsel_app",
        "GRANT INSERT ON opening_hours TO stelsel_app",
        "GRANT UPDATE ON opening_hours TO stelsel_app",
        "GRANT DELETE ON opening_hours TO stelsel_app",
        "GRANT SELECT ON opening_hours TO stelsel_bridge",
        "GRANT INSERT ON opening_hours TO stelsel_bridge",
        "GRANT UPDATE ON opening_hours TO stelsel_bridge",
        "GRANT SELECT ON opening_hours TO stelsel_national",
        "ALTER TABLE opening_hours ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE opening_hours FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON opening_hours FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON opening_hours FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON opening_hours FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON organisation TO stelsel_app",
        "GRANT INSERT ON organisation TO stelsel_app",
        "GRANT SELECT ON organisation TO stelsel_bridge",
        "GRANT UPDATE (name, folded, kind, kvk, rsin, oin, website, phone, email, summary, is_nationwide, languages, logo_hash, sources, version, merged_into_id, merged_at) ON organisation TO stelsel_bridge",
        "GRANT SELECT ON organisation TO stelsel_partner",
        "GRANT SELECT ON organisation TO stelsel_national",
        "GRANT INSERT ON organisation TO stelsel_national",
        "GRANT UPDATE ON organisation TO stelsel_national",
        "GRANT DELETE ON organisation TO stelsel_national",
        "GRANT SELECT ON organisation TO stelsel_reader",
        "GRANT SELECT ON organisation TO stelsel_identity",
        "GRANT UPDATE (name, folded, kind, kvk, rsin, oin, website, phone, email, summary, is_nationwide, languages, logo_hash, sources, version) ON organisation TO stelsel_identity",
        "GRANT SELECT ON organisation_area TO stelsel_app",
        "GRANT SELECT ON organisation_area TO stelsel_bridge",
        "GRANT INSERT ON organisation_area TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON organisation_area TO stelsel_bridge",
        "GRANT SELECT ON organisation_area TO stelsel_partner",
        "GRANT SELECT ON organisation_area TO stelsel_national",
        "GRANT INSERT ON organisation_area TO stelsel_national",
        "GRANT UPDATE ON organisation_area TO stelsel_national",
        "GRANT DELETE ON organisation_area TO stelsel_national",
        "GRANT SELECT ON organisation_area TO stelsel_reader",
        "GRANT SELECT ON organisation_area TO stelsel_identity",
        "GRANT INSERT ON organisation_area TO stelsel_identity",
        "GRANT UPDATE ON organisation_area TO stelsel_identity",
        "GRANT DELETE ON organisation_area TO stelsel_identity",
        "GRANT SELECT ON organisation_contact TO stelsel_app",
        "GRANT SELECT ON organisation_contact TO stelsel_bridge",
        "GRANT INSERT ON organisation_contact TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON organisation_contact TO stelsel_bridge",
        "GRANT SELECT ON organisation_contact TO stelsel_national",
        "GRANT INSERT ON organisation_contact TO stelsel_national",
        "GRANT UPDATE ON organisation_contact TO stelsel_national",
        "GRANT DELETE ON organisation_contact TO stelsel_national",
        "GRANT SELECT ON organisation_contact TO stelsel_identity",
        "GRANT INSERT ON organisation_contact TO stelsel_identity",
        "GRANT UPDATE ON organisation_contact TO stelsel_identity",
        "GRANT DELETE ON organisation_contact TO stelsel_identity",
        "GRANT SELECT ON organisation_logo TO stelsel_app",
        "GRANT SELECT ON organisation_logo TO stelsel_bridge",
        "GRANT INSERT ON organisation_logo TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON organisation_logo TO stelsel_bridge",
        "GRANT SELECT ON organisation_logo TO stelsel_partner",
        "GRANT SELECT ON organisation_logo TO stelsel_national",
        "GRANT INSERT ON organisation_logo TO stelsel_national",
        "GRANT UPDATE ON organisation_logo TO stelsel_national",
        "GRANT DELETE ON organisation_logo TO stelsel_national",
        "GRANT SELECT ON organisation_logo TO stelsel_reader",
        "GRANT SELECT ON organisation_logo TO stelsel_identity",
        "GRANT INSERT ON organisation_logo TO stelsel_identity",
        "GRANT UPDATE ON organisation_logo TO stelsel_identity",
        "GRANT DELETE ON organisation_logo TO stelsel_identity",
        "GRANT SELECT ON organisation_merge TO stelsel_bridge",
        "GRANT INSERT ON organisation_merge TO stelsel_bridge",
        "GRANT UPDATE ON organisation_merge TO stelsel_bridge",
        "GRANT SELECT ON organisation_merge TO stelsel_national",
        "GRANT INSERT ON organisation_merge TO stelsel_national",
        "GRANT UPDATE ON organisation_merge TO stelsel_national",
        "GRANT SELECT ON organisation_merge_wish TO stelsel_app",
        "GRANT INSERT ON organisation_merge_wish TO stelsel_app",
        "GRANT SELECT ON organisation_merge_wish TO stelsel_bridge",
        "GRANT SELECT ON organisation_merge_wish TO stelsel_national",
        "GRANT INSERT ON organisation_merge_wish TO stelsel_national",
        "GRANT UPDATE ON organisation_merge_wish TO stelsel_national",
        "GRANT DELETE ON organisation_merge_wish TO stelsel_national",
        "ALTER TABLE organisation_merge_wish ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE organisation_merge_wish FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON organisation_merge_wish FOR SELECT TO stelsel_app USING (true)",
        "CREATE POLICY app_insert ON organisation_merge_wish FOR INSERT TO stelsel_app WITH CHECK (wished_by_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON organisation_merge_wish FOR SELECT TO stelsel_bridge USING (true)",
        "CREATE POLICY national ON organisation_merge_wish FOR ALL TO stelsel_national USING (true) WITH CHECK (true)",
        "GRANT SELECT ON organisation_moved TO stelsel_bridge",
        "GRANT INSERT ON organisation_moved TO stelsel_bridge",
        "GRANT UPDATE ON organisation_moved TO stelsel_bridge",
        "GRANT SELECT ON organisation_moved TO stelsel_national",
        "GRANT INSERT ON organisation_moved TO stelsel_national",
        "GRANT UPDATE ON organisation_moved TO stelsel_national",
        "GRANT SELECT ON organisation_name TO stelsel_app",
        "GRANT SELECT ON organisation_name TO stelsel_bridge",
        "GRANT INSERT ON organisation_name TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON organisation_name TO stelsel_bridge",
        "GRANT DELETE ON organisation_name TO stelsel_bridge",
        "GRANT SELECT ON organisation_name TO stelsel_partner",
        "GRANT SELECT ON organisation_name TO stelsel_national",
        "GRANT INSERT ON organisation_name TO stelsel_national",
        "GRANT UPDATE ON organisation_name TO stelsel_national",
        "GRANT DELETE ON organisation_name TO stelsel_national",
        "GRANT SELECT ON organisation_name TO stelsel_reader",
        "GRANT SELECT ON organisation_name TO stelsel_identity",
        "GRANT INSERT ON organisation_name TO stelsel_identity",
        "GRANT UPDATE ON organisation_name TO stelsel_identity",
        "GRANT DELETE ON organisation_name TO stelsel_identity",
        "GRANT SELECT ON partner_offer TO stelsel_app",
        "GRANT SELECT ON partner_offer TO stelsel_bridge",
        "GRANT UPDATE (organisation_id) ON partner_offer TO stelsel_bridge",
        "GRANT SELECT ON partner_offer TO stelsel_partner",
        "GRANT INSERT ON partner_offer TO stelsel_partner",
        "GRANT UPDATE ON partner_offer TO stelsel_partner",
        "GRANT SELECT ON partner_offer TO stelsel_national",
        "GRANT SELECT ON partner_offer TO stelsel_reader",
        "ALTER TABLE partner_offer ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE partner_offer FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON partner_offer FOR SELECT TO stelsel_app USING (true)",
        "CREATE POLICY bridge ON partner_offer FOR ALL TO stelsel_bridge USING (true) WITH CHECK (true)",
        "CREATE POLICY partner ON partner_offer FOR ALL TO stelsel_partner USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid) WITH CHECK (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)",
        "CREATE POLICY national ON partner_offer FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON partner_offer FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON partnership TO stelsel_app",
        "GRANT INSERT ON partnership TO stelsel_app",
        "GRANT UPDATE ON partnership TO stelsel_app",
        "GRANT DELETE ON partnership TO stelsel_app",
        "GRANT SELECT ON partnership TO stelsel_bridge",
        "GRANT INSERT ON partnership TO stelsel_bridge",
        "GRANT UPDATE ON partnership TO stelsel_bridge",
        "GRANT SELECT ON partnership TO stelsel_partner",
        "GRANT SELECT (tenant_id, id, organisation_id, state, does, themes, since, ends_at, verified_on, is_example, changed_at) ON partnership TO stelsel_national",
        "GRANT SELECT (tenant_id, id, organisation_id, state, does, themes, since, ends_at, verified_on, is_example, changed_at) ON partnership TO stelsel_reader",
        "ALTER TABLE partnership ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE partnership FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON partnership FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON partnership FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY partner ON partnership FOR SELECT TO stelsel_partner USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)",
        "CREATE POLICY national ON partnership FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON partnership FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON place TO stelsel_app",
        "GRANT SELECT ON place TO stelsel_bridge",
        "GRANT SELECT ON place TO stelsel_partner",
        "GRANT SELECT ON place TO stelsel_national",
        "GRANT INSERT ON place TO stelsel_national",
        "GRANT UPDATE ON place TO stelsel_national",
        "GRANT DELETE ON place TO stelsel_national",
        "GRANT SELECT ON place TO stelsel_reader",
        "GRANT SELECT ON place TO stelsel_identity",
        "GRANT SELECT ON place_name TO stelsel_app",
        "GRANT SELECT ON place_name TO stelsel_bridge",
        "GRANT SELECT ON place_name TO stelsel_partner",
        "GRANT SELECT ON place_name TO stelsel_national",
        "GRANT INSERT ON place_name TO stelsel_national",
        "GRANT UPDATE ON place_name TO stelsel_national",
        "GRANT DELETE ON place_name TO stelsel_national",
        "GRANT SELECT ON place_name TO stelsel_reader",
        "GRANT SELECT ON place_name TO stelsel_identity",
        "GRANT SELECT ON plan TO stelsel_app",
        "GRANT SELECT ON plan TO stelsel_bridge",
        "GRANT SELECT ON plan TO stelsel_partner",
        "GRANT SELECT ON plan TO stelsel_national",
        "GRANT INSERT ON plan TO stelsel_national",
        "GRANT UPDATE ON plan TO stelsel_national",
        "GRANT DELETE ON plan TO stelsel_national",
        "GRANT SELECT ON plan TO stelsel_reader",
        "GRANT SELECT ON plan TO stelsel_identity",
        "GRANT SELECT ON postcode_area TO stelsel_app",
        "GRANT SELECT ON postcode_area TO stelsel_bridge",
        "GRANT SELECT ON postcode_area TO stelsel_partner",
        "GRANT SELECT ON postcode_area TO stelsel_national",
        "GRANT INSERT ON postcode_area TO stelsel_national",
        "GRANT UPDATE ON postcode_area TO stelsel_national",
        "GRANT DELETE ON postcode_area TO stelsel_national",
        "GRANT SELECT ON postcode_area TO stelsel_reader",
        "GRANT SELECT ON postcode_area TO stelsel_identity",
        "GRANT SELECT ON programme TO stelsel_app",
        "GRANT SELECT ON programme TO stelsel_bridge",
        "GRANT UPDATE (owner_id) ON programme TO stelsel_bridge",
        "GRANT SELECT ON programme TO stelsel_partner",
        "GRANT SELECT ON programme TO stelsel_national",
        "GRANT INSERT ON programme TO stelsel_national",
        "GRANT UPDATE ON programme TO stelsel_national",
        "GRANT DELETE ON programme TO stelsel_national",
        "GRANT SELECT ON programme TO stelsel_reader",
        "GRANT SELECT ON programme TO stelsel_identity",
        "GRANT SELECT ON province TO stelsel_app",
        "GRANT SELECT ON province TO stelsel_bridge",
        "GRANT SELECT ON province TO stelsel_partner",
        "GRANT SELECT ON province TO stelsel_national",
        "GRANT INSERT ON province TO stelsel_national",
        "GRANT UPDATE ON province TO stelsel_national",
        "GRANT DELETE ON province TO stelsel_national",
        "GRANT SELECT ON province TO stelsel_reader",
        "GRANT SELECT ON province TO stelsel_identity",
        "GRANT SELECT ON public_holiday TO stelsel_app",
        "GRANT SELECT ON public_holiday TO stelsel_bridge",
        "GRANT SELECT ON public_holiday TO stelsel_partner",
        "GRANT SELECT ON public_holiday TO stelsel_national",
        "GRANT INSERT ON public_holiday TO stelsel_national",
        "GRANT UPDATE ON public_holiday TO stelsel_national",
        "GRANT DELETE ON public_holiday TO stelsel_national",
        "GRANT SELECT ON public_holiday TO stelsel_reader",
        "GRANT SELECT ON public_holiday TO stelsel_identity",
        "GRANT SELECT ON published_activity TO stelsel_app",
        "GRANT INSERT ON published_activity TO stelsel_app",
        "GRANT UPDATE ON published_activity TO stelsel_app",
        "GRANT DELETE ON published_activity TO stelsel_app",
        "GRANT SELECT ON published_activity TO stelsel_bridge",
        "GRANT INSERT ON published_activity TO stelsel_bridge",
        "GRANT UPDATE ON published_activity TO stelsel_bridge",
        "GRANT SELECT ON published_activity TO stelsel_national",
        "GRANT SELECT ON published_activity TO stelsel_reader",
        "ALTER TABLE published_activity ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE published_activity FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON published_activity FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON published_activity FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON published_activity FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON published_activity FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON published_branch TO stelsel_app",
        "GRANT INSERT ON published_branch TO stelsel_app",
        "GRANT UPDATE ON published_branch TO stelsel_app",
        "GRANT DELETE ON published_branch TO stelsel_app",
        "GRANT SELECT ON published_branch TO stelsel_bridge",
        "GRANT INSERT ON published_branch TO stelsel_bridge",
        "GRANT UPDATE ON published_branch TO stelsel_bridge",
        "GRANT SELECT ON published_branch TO stelsel_national",
        "GRANT SELECT ON published_branch TO stelsel_reader",
        "ALTER TABLE published_branch ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE published_branch FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON published_branch FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON published_branch FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON published_branch FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON published_branch FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON published_session TO stelsel_app",
        "GRANT INSERT ON published_session TO stelsel_app",
        "GRANT UPDATE ON published_session TO stelsel_app",
        "GRANT DELETE ON published_session TO stelsel_app",
        "GRANT SELECT ON published_session TO stelsel_bridge",
        "GRANT INSERT ON published_session TO stelsel_bridge",
        "GRANT UPDATE ON published_session TO stelsel_bridge",
        "GRANT SELECT ON published_session TO stelsel_national",
        "GRANT SELECT ON published_session TO stelsel_reader",
        "ALTER TABLE published_session ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE published_session FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON published_session FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON published_session FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON published_session FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON published_session FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON published_tombstone TO stelsel_app",
        "GRANT INSERT ON published_tombstone TO stelsel_app",
        "GRANT UPDATE ON published_tombstone TO stelsel_app",
        "GRANT DELETE ON published_tombstone TO stelsel_app",
        "GRANT SELECT ON published_tombstone TO stelsel_bridge",
        "GRANT INSERT ON published_tombstone TO stelsel_bridge",
        "GRANT UPDATE ON published_tombstone TO stelsel_bridge",
        "GRANT SELECT ON published_tombstone TO stelsel_national",
        "GRANT SELECT ON published_tombstone TO stelsel_reader",
        "ALTER TABLE published_tombstone ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE published_tombstone FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON published_tombstone FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON published_tombstone FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON published_tombstone FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON published_tombstone FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON question_figures TO stelsel_app",
        "GRANT INSERT ON question_figures TO stelsel_app",
        "GRANT UPDATE ON question_figures TO stelsel_app",
        "GRANT DELETE ON question_figures TO stelsel_app",
        "GRANT SELECT ON question_figures TO stelsel_bridge",
        "GRANT INSERT ON question_figures TO stelsel_bridge",
        "GRANT UPDATE ON question_figures TO stelsel_bridge",
        "GRANT SELECT ON question_figures TO stelsel_national",
        "ALTER TABLE question_figures ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE question_figures FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON question_figures FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON question_figures FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON question_figures FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON readiness TO stelsel_app",
        "GRANT INSERT ON readiness TO stelsel_app",
        "GRANT UPDATE ON readiness TO stelsel_app",
        "GRANT DELETE ON readiness TO stelsel_app",
        "GRANT SELECT ON readiness TO stelsel_bridge",
        "GRANT INSERT ON readiness TO stelsel_bridge",
        "GRANT UPDATE ON readiness TO stelsel_bridge",
        "GRANT SELECT (tenant_id, point) ON readiness TO stelsel_national",
        "ALTER TABLE readiness ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE readiness FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON readiness FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON readiness FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON readiness FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON referral TO stelsel_app",
        "GRANT INSERT ON referral TO stelsel_app",
        "GRANT UPDATE ON referral TO stelsel_app",
        "GRANT DELETE ON referral TO stelsel_app",
        "GRANT SELECT ON referral TO stelsel_bridge",
        "GRANT INSERT ON referral TO stelsel_bridge",
        "GRANT UPDATE ON referral TO stelsel_bridge",
        "GRANT SELECT ON referral TO stelsel_partner",
        "ALTER TABLE referral ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE referral FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON referral FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON referral FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY partner ON referral FOR SELECT TO stelsel_partner USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)",
        "GRANT SELECT ON registration TO stelsel_app",
        "GRANT INSERT ON registration TO stelsel_app",
        "GRANT UPDATE ON registration TO stelsel_app",
        "GRANT DELETE ON registration TO stelsel_app",
        "GRANT SELECT ON registration TO stelsel_bridge",
        "GRANT INSERT ON registration TO stelsel_bridge",
        "GRANT UPDATE ON registration TO stelsel_bridge",
        "ALTER TABLE registration ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE registration FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON registration FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON registration FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON request_answer TO stelsel_app",
        "GRANT INSERT ON request_answer TO stelsel_app",
        "GRANT UPDATE ON request_answer TO stelsel_app",
        "GRANT DELETE ON request_answer TO stelsel_app",
        "GRANT SELECT ON request_answer TO stelsel_bridge",
        "GRANT INSERT ON request_answer TO stelsel_bridge",
        "GRANT UPDATE ON request_answer TO stelsel_bridge",
        "GRANT SELECT ON request_answer TO stelsel_national",
        "ALTER TABLE request_answer ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE request_answer FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON request_answer FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON request_answer FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON request_answer FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON request_asker TO stelsel_app",
        "GRANT INSERT ON request_asker TO stelsel_app",
        "GRANT UPDATE ON request_asker TO stelsel_app",
        "GRANT DELETE ON request_asker TO stelsel_app",
        "GRANT SELECT ON request_asker TO stelsel_bridge",
        "GRANT INSERT ON request_asker TO stelsel_bridge",
        "GRANT UPDATE ON request_asker TO stelsel_bridge",
        "ALTER TABLE request_asker ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE request_asker FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON request_asker FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON request_asker FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON request_count TO stelsel_identity",
        "GRANT INSERT ON request_count TO stelsel_identity",
        "GRANT UPDATE ON request_count TO stelsel_identity",
        "GRANT DELETE ON request_count TO stelsel_identity",
        "GRANT SELECT ON request_offer TO stelsel_app",
        "GRANT INSERT ON request_offer TO stelsel_app",
        "GRANT UPDATE ON request_offer TO stelsel_app",
        "GRANT DELETE ON request_offer TO stelsel_app",
        "GRANT SELECT ON request_offer TO stelsel_bridge",
        "GRANT INSERT ON request_offer TO stelsel_bridge",
        "GRANT UPDATE ON request_offer TO stelsel_bridge",
        "GRANT SELECT ON request_offer TO stelsel_partner",
        "ALTER TABLE request_offer ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE request_offer FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON request_offer FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON request_offer FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY partner ON request_offer FOR SELECT TO stelsel_partner USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)",
        "GRANT SELECT ON reset_wish TO stelsel_identity",
        "GRANT INSERT ON reset_wish TO stelsel_identity",
        "GRANT UPDATE ON reset_wish TO stelsel_identity",
        "GRANT DELETE ON reset_wish TO stelsel_identity",
        "GRANT SELECT ON retracted_session TO stelsel_app",
        "GRANT INSERT ON retracted_session TO stelsel_app",
        "GRANT UPDATE ON retracted_session TO stelsel_app",
        "GRANT DELETE ON retracted_session TO stelsel_app",
        "GRANT SELECT ON retracted_session TO stelsel_bridge",
        "GRANT INSERT ON retracted_session TO stelsel_bridge",
        "GRANT UPDATE ON retracted_session TO stelsel_bridge",
        "GRANT SELECT ON retracted_session TO stelsel_national",
        "GRANT SELECT ON retracted_session TO stelsel_reader",
        "ALTER TABLE retracted_session ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE retracted_session FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON retracted_session FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON retracted_session FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON retracted_session FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON retracted_session FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON room TO stelsel_app",
        "GRANT INSERT ON room TO stelsel_app",
        "GRANT UPDATE ON room TO stelsel_app",
        "GRANT DELETE ON room TO stelsel_app",
        "GRANT SELECT ON room TO stelsel_bridge",
        "GRANT INSERT ON room TO stelsel_bridge",
        "GRANT UPDATE ON room TO stelsel_bridge",
        "ALTER TABLE room ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE room FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON room FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON room FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON room_hold TO stelsel_app",
        "GRANT INSERT ON room_hold TO stelsel_app",
        "GRANT UPDATE ON room_hold TO stelsel_app",
        "GRANT DELETE ON room_hold TO stelsel_app",
        "GRANT SELECT ON room_hold TO stelsel_bridge",
        "GRANT INSERT ON room_hold TO stelsel_bridge",
        "GRANT UPDATE ON room_hold TO stelsel_bridge",
        "ALTER TABLE room_hold ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE room_hold FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON room_hold FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON room_hold FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "ALTER TABLE room_hold ADD CONSTRAINT room_hold_apart EXCLUDE USING gist (int8range(tenant_id, tenant_id, '[]') WITH &&, int8range(room_number, room_number, '[]') WITH &&, tstzrange(held_from, held_until) WITH &&)",
        "GRANT SELECT ON school_holiday TO stelsel_app",
        "GRANT SELECT ON school_holiday TO stelsel_bridge",
        "GRANT SELECT ON school_holiday TO stelsel_partner",
        "GRANT SELECT ON school_holiday TO stelsel_national",
        "GRANT INSERT ON school_holiday TO stelsel_national",
        "GRANT UPDATE ON school_holiday TO stelsel_national",
        "GRANT DELETE ON school_holiday TO stelsel_national",
        "GRANT SELECT ON school_holiday TO stelsel_reader",
        "GRANT SELECT ON school_holiday TO stelsel_identity",
        "GRANT SELECT ON security_role TO stelsel_identity",
        "GRANT INSERT ON security_role TO stelsel_identity",
        "GRANT USAGE ON SEQUENCE security_role_id_seq TO stelsel_identity",
        "GRANT SELECT ON sent_referral TO stelsel_app",
        "GRANT INSERT ON sent_referral TO stelsel_app",
        "GRANT UPDATE ON sent_referral TO stelsel_app",
        "GRANT DELETE ON sent_referral TO stelsel_app",
        "GRANT SELECT ON sent_referral TO stelsel_bridge",
        "GRANT INSERT ON sent_referral TO stelsel_bridge",
        "GRANT UPDATE ON sent_referral TO stelsel_bridge",
        "ALTER TABLE sent_referral ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE sent_referral FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON sent_referral FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON sent_referral FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON series_break TO stelsel_app",
        "GRANT SELECT ON series_break TO stelsel_bridge",
        "GRANT SELECT ON series_break TO stelsel_partner",
        "GRANT SELECT ON series_break TO stelsel_national",
        "GRANT INSERT ON series_break TO stelsel_national",
        "GRANT UPDATE ON series_break TO stelsel_national",
        "GRANT DELETE ON series_break TO stelsel_national",
        "GRANT SELECT ON series_break TO stelsel_reader",
        "GRANT SELECT ON series_break TO stelsel_identity",
        "GRANT SELECT ON sign_in TO stelsel_identity",
        "GRANT INSERT ON sign_in TO stelsel_identity",
        "GRANT UPDATE ON sign_in TO stelsel_identity",
        "GRANT DELETE ON sign_in TO stelsel_identity",
        "GRANT SELECT ON sign_up_conditions TO stelsel_app",
        "GRANT INSERT ON sign_up_conditions TO stelsel_app",
        "GRANT UPDATE ON sign_up_conditions TO stelsel_app",
        "GRANT DELETE ON sign_up_conditions TO stelsel_app",
        "GRANT SELECT ON sign_up_conditions TO stelsel_bridge",
        "GRANT INSERT ON sign_up_conditions TO stelsel_bridge",
        "GRANT UPDATE ON sign_up_conditions TO stelsel_bridge",
        "ALTER TABLE sign_up_conditions ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE sign_up_conditions FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON sign_up_conditions FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON sign_up_conditions FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON slot_request TO stelsel_app",
        "GRANT INSERT ON slot_request TO stelsel_app",
        "GRANT UPDATE ON slot_request TO stelsel_app",
        "GRANT DELETE ON slot_request TO stelsel_app",
        "GRANT SELECT ON slot_request TO stelsel_bridge",
        "GRANT INSERT ON slot_request TO stelsel_bridge",
        "GRANT UPDATE ON slot_request TO stelsel_bridge",
        "GRANT SELECT ON slot_request TO stelsel_partner",
        "ALTER TABLE slot_request ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE slot_request FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON slot_request FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON slot_request FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY partner ON slot_request FOR SELECT TO stelsel_partner USING (organisation_id = nullif(current_setting('app.organisation_id', true), '')::uuid)",
        "GRANT SELECT ON source TO stelsel_app",
        "GRANT INSERT ON source TO stelsel_app",
        "GRANT UPDATE ON source TO stelsel_app",
        "GRANT DELETE ON source TO stelsel_app",
        "GRANT SELECT ON source TO stelsel_bridge",
        "GRANT INSERT ON source TO stelsel_bridge",
        "GRANT UPDATE ON source TO stelsel_bridge",
        "ALTER TABLE source ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE source FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON source FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON source FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON subsidy_application TO stelsel_app",
        "GRANT INSERT ON subsidy_application TO stelsel_app",
        "GRANT UPDATE (answers, filled_by, filled_at, version) ON subsidy_application TO stelsel_app",
        "GRANT DELETE ON subsidy_application TO stelsel_app",
        "GRANT SELECT ON subsidy_application TO stelsel_bridge",
        "GRANT INSERT ON subsidy_application TO stelsel_bridge",
        "GRANT UPDATE ON subsidy_application TO stelsel_bridge",
        "ALTER TABLE subsidy_application ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_application FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_application FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_application FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON subsidy_assessment TO stelsel_app",
        "GRANT INSERT ON subsidy_assessment TO stelsel_app",
        "GRANT SELECT ON subsidy_assessment TO stelsel_bridge",
        "GRANT INSERT ON subsidy_assessment TO stelsel_bridge",
        "ALTER TABLE subsidy_assessment ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_assessment FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_assessment FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_assessment FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE TRIGGER subsidy_assessment_only_grows BEFORE UPDATE OR DELETE ON subsidy_assessment FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_assessment_is_not_emptied BEFORE TRUNCATE ON subsidy_assessment FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_case TO stelsel_app",
        "GRANT INSERT ON subsidy_case TO stelsel_app",
        "GRANT UPDATE ON subsidy_case TO stelsel_app",
        "GRANT DELETE ON subsidy_case TO stelsel_app",
        "GRANT SELECT ON subsidy_case TO stelsel_bridge",
        "GRANT INSERT ON subsidy_case TO stelsel_bridge",
        "GRANT UPDATE ON subsidy_case TO stelsel_bridge",
        "GRANT SELECT (tenant_id, state, decision_due) ON subsidy_case TO stelsel_national",
        "ALTER TABLE subsidy_case ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_case FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_case FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_case FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON subsidy_case FOR SELECT TO stelsel_national USING (true)",
        "GRANT SELECT ON subsidy_case_duty TO stelsel_app",
        "GRANT INSERT ON subsidy_case_duty TO stelsel_app",
        "GRANT SELECT ON subsidy_case_duty TO stelsel_bridge",
        "GRANT INSERT ON subsidy_case_duty TO stelsel_bridge",
        "ALTER TABLE subsidy_case_duty ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_case_duty FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_case_duty FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_case_duty FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE TRIGGER subsidy_case_duty_only_grows BEFORE UPDATE OR DELETE ON subsidy_case_duty FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_case_duty_is_not_emptied BEFORE TRUNCATE ON subsidy_case_duty FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_ceiling TO stelsel_app",
        "GRANT INSERT ON subsidy_ceiling TO stelsel_app",
        "GRANT UPDATE ON subsidy_ceiling TO stelsel_app",
        "GRANT DELETE ON subsidy_ceiling TO stelsel_app",
        "GRANT SELECT ON subsidy_ceiling TO stelsel_bridge",
        "GRANT INSERT ON subsidy_ceiling TO stelsel_bridge",
        "GRANT UPDATE ON subsidy_ceiling TO stelsel_bridge",
        "GRANT SELECT ON subsidy_ceiling TO stelsel_national",
        "GRANT SELECT ON subsidy_ceiling TO stelsel_reader",
        "ALTER TABLE subsidy_ceiling ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_ceiling FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_ceiling FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_ceiling FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON subsidy_ceiling FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON subsidy_ceiling FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON subsidy_ceiling_change TO stelsel_app",
        "GRANT INSERT ON subsidy_ceiling_change TO stelsel_app",
        "GRANT SELECT ON subsidy_ceiling_change TO stelsel_bridge",
        "GRANT INSERT ON subsidy_ceiling_change TO stelsel_bridge",
        "GRANT SELECT ON subsidy_ceiling_change TO stelsel_national",
        "GRANT SELECT ON subsidy_ceiling_change TO stelsel_reader",
        "ALTER TABLE subsidy_ceiling_change ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_ceiling_change FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_ceiling_change FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_ceiling_change FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON subsidy_ceiling_change FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON subsidy_ceiling_change FOR SELECT TO stelsel_reader USING (true)",
        "CREATE TRIGGER subsidy_ceiling_change_only_grows BEFORE UPDATE OR DELETE ON subsidy_ceiling_change FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_ceiling_change_is_not_emptied BEFORE TRUNCATE ON subsidy_ceiling_change FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_clock_stop TO stelsel_app",
        "GRANT INSERT ON subsidy_clock_stop TO stelsel_app",
        "GRANT UPDATE ON subsidy_clock_stop TO stelsel_app",
        "GRANT DELETE ON subsidy_clock_stop TO stelsel_app",
        "GRANT SELECT ON subsidy_clock_stop TO stelsel_bridge",
        "GRANT INSERT ON subsidy_clock_stop TO stelsel_bridge",
        "GRANT UPDATE ON subsidy_clock_stop TO stelsel_bridge",
        "ALTER TABLE subsidy_clock_stop ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_clock_stop FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_clock_stop FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_clock_stop FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON subsidy_conflict_statement TO stelsel_app",
        "GRANT INSERT ON subsidy_conflict_statement TO stelsel_app",
        "GRANT SELECT ON subsidy_conflict_statement TO stelsel_bridge",
        "GRANT INSERT ON subsidy_conflict_statement TO stelsel_bridge",
        "ALTER TABLE subsidy_conflict_statement ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_conflict_statement FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_conflict_statement FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_conflict_statement FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE TRIGGER subsidy_conflict_statement_only_grows BEFORE UPDATE OR DELETE ON subsidy_conflict_statement FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_conflict_statement_is_not_emptied BEFORE TRUNCATE ON subsidy_conflict_statement FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_decision TO stelsel_app",
        "GRANT INSERT ON subsidy_decision TO stelsel_app",
        "GRANT SELECT ON subsidy_decision TO stelsel_bridge",
        "GRANT INSERT ON subsidy_decision TO stelsel_bridge",
        "GRANT SELECT ON subsidy_decision TO stelsel_national",
        "ALTER TABLE subsidy_decision ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_decision FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_decision FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_decision FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON subsidy_decision FOR SELECT TO stelsel_national USING (true)",
        "CREATE TRIGGER subsidy_decision_only_grows BEFORE UPDATE OR DELETE ON subsidy_decision FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_decision_is_not_emptied BEFORE TRUNCATE ON subsidy_decision FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_posting TO stelsel_app",
        "GRANT INSERT ON subsidy_posting TO stelsel_app",
        "GRANT SELECT ON subsidy_posting TO stelsel_bridge",
        "GRANT INSERT ON subsidy_posting TO stelsel_bridge",
        "GRANT SELECT ON subsidy_posting TO stelsel_national",
        "ALTER TABLE subsidy_posting ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_posting FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_posting FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_posting FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON subsidy_posting FOR SELECT TO stelsel_national USING (true)",
        "CREATE TRIGGER subsidy_posting_only_grows BEFORE UPDATE OR DELETE ON subsidy_posting FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_posting_is_not_emptied BEFORE TRUNCATE ON subsidy_posting FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_scheme TO stelsel_app",
        "GRANT INSERT ON subsidy_scheme TO stelsel_app",
        "GRANT UPDATE ON subsidy_scheme TO stelsel_app",
        "GRANT DELETE ON subsidy_scheme TO stelsel_app",
        "GRANT SELECT ON subsidy_scheme TO stelsel_bridge",
        "GRANT INSERT ON subsidy_scheme TO stelsel_bridge",
        "GRANT UPDATE ON subsidy_scheme TO stelsel_bridge",
        "GRANT SELECT ON subsidy_scheme TO stelsel_national",
        "GRANT SELECT ON subsidy_scheme TO stelsel_reader",
        "ALTER TABLE subsidy_scheme ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_scheme FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_scheme FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_scheme FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON subsidy_scheme FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON subsidy_scheme FOR SELECT TO stelsel_reader USING (true)",
        "GRANT SELECT ON subsidy_scheme_draft TO stelsel_app",
        "GRANT INSERT ON subsidy_scheme_draft TO stelsel_app",
        "GRANT UPDATE ON subsidy_scheme_draft TO stelsel_app",
        "GRANT DELETE ON subsidy_scheme_draft TO stelsel_app",
        "GRANT SELECT ON subsidy_scheme_draft TO stelsel_bridge",
        "GRANT INSERT ON subsidy_scheme_draft TO stelsel_bridge",
        "GRANT UPDATE ON subsidy_scheme_draft TO stelsel_bridge",
        "ALTER TABLE subsidy_scheme_draft ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_scheme_draft FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_scheme_draft FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_scheme_draft FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON subsidy_scheme_version TO stelsel_app",
        "GRANT INSERT ON subsidy_scheme_version TO stelsel_app",
        "GRANT SELECT ON subsidy_scheme_version TO stelsel_bridge",
        "GRANT INSERT ON subsidy_scheme_version TO stelsel_bridge",
        "GRANT SELECT ON subsidy_scheme_version TO stelsel_national",
        "GRANT SELECT ON subsidy_scheme_version TO stelsel_reader",
        "ALTER TABLE subsidy_scheme_version ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_scheme_version FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_scheme_version FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_scheme_version FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON subsidy_scheme_version FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON subsidy_scheme_version FOR SELECT TO stelsel_reader USING (true)",
        "CREATE TRIGGER subsidy_scheme_version_only_grows BEFORE UPDATE OR DELETE ON subsidy_scheme_version FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_scheme_version_is_not_emptied BEFORE TRUNCATE ON subsidy_scheme_version FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_score TO stelsel_app",
        "GRANT INSERT ON subsidy_score TO stelsel_app",
        "GRANT SELECT ON subsidy_score TO stelsel_bridge",
        "GRANT INSERT ON subsidy_score TO stelsel_bridge",
        "ALTER TABLE subsidy_score ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_score FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_score FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_score FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE TRIGGER subsidy_score_only_grows BEFORE UPDATE OR DELETE ON subsidy_score FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_score_is_not_emptied BEFORE TRUNCATE ON subsidy_score FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_sent_copy TO stelsel_app",
        "GRANT INSERT ON subsidy_sent_copy TO stelsel_app",
        "GRANT SELECT ON subsidy_sent_copy TO stelsel_bridge",
        "GRANT INSERT ON subsidy_sent_copy TO stelsel_bridge",
        "ALTER TABLE subsidy_sent_copy ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_sent_copy FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_sent_copy FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_sent_copy FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE TRIGGER subsidy_sent_copy_only_grows BEFORE UPDATE OR DELETE ON subsidy_sent_copy FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_sent_copy_is_not_emptied BEFORE TRUNCATE ON subsidy_sent_copy FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_snapshot TO stelsel_app",
        "GRANT INSERT ON subsidy_snapshot TO stelsel_app",
        "GRANT SELECT ON subsidy_snapshot TO stelsel_bridge",
        "GRANT INSERT ON subsidy_snapshot TO stelsel_bridge",
        "ALTER TABLE subsidy_snapshot ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_snapshot FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_snapshot FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_snapshot FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE TRIGGER subsidy_snapshot_only_grows BEFORE UPDATE OR DELETE ON subsidy_snapshot FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_snapshot_is_not_emptied BEFORE TRUNCATE ON subsidy_snapshot FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON subsidy_transition TO stelsel_app",
        "GRANT INSERT ON subsidy_transition TO stelsel_app",
        "GRANT SELECT ON subsidy_transition TO stelsel_bridge",
        "GRANT INSERT ON subsidy_transition TO stelsel_bridge",
        "ALTER TABLE subsidy_transition ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE subsidy_transition FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON subsidy_transition FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON subsidy_transition FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE TRIGGER subsidy_transition_only_grows BEFORE UPDATE OR DELETE ON subsidy_transition FOR EACH ROW EXECUTE FUNCTION refuse_change()",
        "CREATE TRIGGER subsidy_transition_is_not_emptied BEFORE TRUNCATE ON subsidy_transition FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()",
        "GRANT SELECT ON tenant TO stelsel_app",
        "GRANT UPDATE (revision, name, website, accent, logo_hash) ON tenant TO stelsel_app",
        "GRANT SELECT ON tenant TO stelsel_bridge",
        "GRANT UPDATE (revision) ON tenant TO stelsel_bridge",
        "GRANT SELECT ON tenant TO stelsel_partner",
        "GRANT SELECT ON tenant TO stelsel_national",
        "GRANT INSERT ON tenant TO stelsel_national",
        "GRANT UPDATE ON tenant TO stelsel_national",
        "GRANT DELETE ON tenant TO stelsel_national",
        "GRANT USAGE ON SEQUENCE tenant_id_seq TO stelsel_national",
        "GRANT SELECT ON tenant TO stelsel_reader",
        "GRANT SELECT ON tenant TO stelsel_identity",
        "ALTER TABLE tenant ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE tenant FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON tenant FOR SELECT TO stelsel_app USING (true)",
        "CREATE POLICY app_update ON tenant FOR UPDATE TO stelsel_app USING (id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON tenant FOR SELECT TO stelsel_bridge USING (true)",
        "CREATE POLICY bridge_update ON tenant FOR UPDATE TO stelsel_bridge USING (id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY partner ON tenant FOR SELECT TO stelsel_partner USING (true)",
        "CREATE POLICY national ON tenant FOR ALL TO stelsel_national USING (true) WITH CHECK (true)",
        "CREATE POLICY reader ON tenant FOR SELECT TO stelsel_reader USING (true)",
        "CREATE POLICY identity ON tenant FOR SELECT TO stelsel_identity USING (true)",
        "GRANT SELECT (id, name, email, active, language) ON user_account TO stelsel_app",
        "GRANT SELECT (id, name, email, active, language) ON user_account TO stelsel_bridge",
        "GRANT SELECT (id, name, email, active, language) ON user_account TO stelsel_partner",
        "GRANT SELECT (id, name, email, active, language) ON user_account TO stelsel_national",
        "GRANT SELECT ON user_account TO stelsel_identity",
        "GRANT INSERT ON user_account TO stelsel_identity",
        "GRANT UPDATE ON user_account TO stelsel_identity",
        "GRANT DELETE ON user_account TO stelsel_identity",
        "GRANT SELECT ON waiting_file TO stelsel_app",
        "GRANT INSERT ON waiting_file TO stelsel_app",
        "GRANT UPDATE ON waiting_file TO stelsel_app",
        "GRANT DELETE ON waiting_file TO stelsel_app",
        "GRANT SELECT ON waiting_file TO stelsel_bridge",
        "GRANT INSERT ON waiting_file TO stelsel_bridge",
        "GRANT UPDATE ON waiting_file TO stelsel_bridge",
        "ALTER TABLE waiting_file ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE waiting_file FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON waiting_file FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON waiting_file FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "GRANT SELECT ON working_area TO stelsel_app",
        "GRANT INSERT ON working_area TO stelsel_app",
        "GRANT UPDATE ON working_area TO stelsel_app",
        "GRANT DELETE ON working_area TO stelsel_app",
        "GRANT SELECT ON working_area TO stelsel_bridge",
        "GRANT INSERT ON working_area TO stelsel_bridge",
        "GRANT UPDATE ON working_area TO stelsel_bridge",
        "GRANT SELECT ON working_area TO stelsel_national",
        "GRANT SELECT ON working_area TO stelsel_reader",
        "ALTER TABLE working_area ENABLE ROW LEVEL SECURITY",
        "ALTER TABLE working_area FORCE ROW LEVEL SECURITY",
        "CREATE POLICY app ON working_area FOR ALL TO stelsel_app USING (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int) WITH CHECK (tenant_id = nullif(current_setting('app.tenant_id', true), '')::int)",
        "CREATE POLICY bridge ON working_area FOR ALL TO stelsel_bridge USING (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[])) WITH CHECK (tenant_id = any (string_to_array(nullif(current_setting('app.tenant_ids', true), ''), ',')::int[]))",
        "CREATE POLICY national ON working_area FOR SELECT TO stelsel_national USING (true)",
        "CREATE POLICY reader ON working_area FOR SELECT TO stelsel_reader USING (true)",
    ],
    "sqlite": [
        "CREATE TRIGGER activity_version_no_update BEFORE UPDATE ON activity_version BEGIN SELECT RAISE(ABORT, 'activity_version only grows'); END",
        "CREATE TRIGGER activity_version_no_delete BEFORE DELETE ON activity_version BEGIN SELECT RAISE(ABORT, 'activity_version only grows'); END",
        "CREATE TRIGGER activity_version_no_replace BEFORE INSERT ON activity_version WHEN EXISTS (SELECT 1 FROM activity_version WHERE (tenant_id = NEW.tenant_id AND activity_id = NEW.activity_id AND number = NEW.number) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR (tenant_id = NEW.tenant_id AND seq = NEW.seq) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'activity_version only grows'); END",
        "CREATE TRIGGER audit_entry_no_update BEFORE UPDATE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry only grows'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE DELETE ON audit_entry BEGIN SELECT RAISE(ABORT, 'audit_entry only grows'); END",
        "CREATE TRIGGER audit_entry_no_replace BEFORE INSERT ON audit_entry WHEN EXISTS (SELECT 1 FROM audit_entry WHERE (tenant_id = NEW.tenant_id AND id = NEW.id) OR (tenant_id = NEW.tenant_id AND seq = NEW.seq) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'audit_entry only grows'); END",
        "CREATE TRIGGER library_step_no_update BEFORE UPDATE ON library_step BEGIN SELECT RAISE(ABORT, 'library_step only grows'); END",
        "CREATE TRIGGER library_step_no_delete BEFORE DELETE ON library_step BEGIN SELECT RAISE(ABORT, 'library_step only grows'); END",
        "CREATE TRIGGER library_step_no_replace BEFORE INSERT ON library_step WHEN EXISTS (SELECT 1 FROM library_step WHERE (id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'library_step only grows'); END",
        "CREATE TRIGGER room_hold_apart_insert BEFORE INSERT ON room_hold WHEN EXISTS (SELECT 1 FROM room_hold WHERE tenant_id = NEW.tenant_id AND room_number = NEW.room_number AND held_from < NEW.held_until AND NEW.held_from < held_until) BEGIN SELECT RAISE(ABORT, 'room_hold_apart'); END",
        "CREATE TRIGGER room_hold_apart_update BEFORE UPDATE ON room_hold WHEN EXISTS (SELECT 1 FROM room_hold WHERE tenant_id = NEW.tenant_id AND room_number = NEW.room_number AND held_from < NEW.held_until AND NEW.held_from < held_until AND rowid <> OLD.rowid) BEGIN SELECT RAISE(ABORT, 'room_hold_apart'); END",
        "CREATE TRIGGER subsidy_assessment_no_update BEFORE UPDATE ON subsidy_assessment BEGIN SELECT RAISE(ABORT, 'subsidy_assessment only grows'); END",
        "CREATE TRIGGER subsidy_assessment_no_delete BEFORE DELETE ON subsidy_assessment BEGIN SELECT RAISE(ABORT, 'subsidy_assessment only grows'); END",
        "CREATE TRIGGER subsidy_assessment_no_replace BEFORE INSERT ON subsidy_assessment WHEN EXISTS (SELECT 1 FROM subsidy_assessment WHERE (tenant_id = NEW.tenant_id AND case_id = NEW.case_id AND round = NEW.round AND assessor_id = NEW.assessor_id) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_assessment only grows'); END",
        "CREATE TRIGGER subsidy_case_duty_no_update BEFORE UPDATE ON subsidy_case_duty BEGIN SELECT RAISE(ABORT, 'subsidy_case_duty only grows'); END",
        "CREATE TRIGGER subsidy_case_duty_no_delete BEFORE DELETE ON subsidy_case_duty BEGIN SELECT RAISE(ABORT, 'subsidy_case_duty only grows'); END",
        "CREATE TRIGGER subsidy_case_duty_no_replace BEFORE INSERT ON subsidy_case_duty WHEN EXISTS (SELECT 1 FROM subsidy_case_duty WHERE (tenant_id = NEW.tenant_id AND case_id = NEW.case_id AND user_id = NEW.user_id) OR (tenant_id = NEW.tenant_id AND case_id = NEW.case_id AND user_id = NEW.user_id AND duty = NEW.duty) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_case_duty only grows'); END",
        "CREATE TRIGGER subsidy_ceiling_change_no_update BEFORE UPDATE ON subsidy_ceiling_change BEGIN SELECT RAISE(ABORT, 'subsidy_ceiling_change only grows'); END",
        "CREATE TRIGGER subsidy_ceiling_change_no_delete BEFORE DELETE ON subsidy_ceiling_change BEGIN SELECT RAISE(ABORT, 'subsidy_ceiling_change only grows'); END",
        "CREATE TRIGGER subsidy_ceiling_change_no_replace BEFORE INSERT ON subsidy_ceiling_change WHEN EXISTS (SELECT 1 FROM subsidy_ceiling_change WHERE (tenant_id = NEW.tenant_id AND id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_ceiling_change only grows'); END",
        "CREATE TRIGGER subsidy_conflict_statement_no_update BEFORE UPDATE ON subsidy_conflict_statement BEGIN SELECT RAISE(ABORT, 'subsidy_conflict_statement only grows'); END",
        "CREATE TRIGGER subsidy_conflict_statement_no_delete BEFORE DELETE ON subsidy_conflict_statement BEGIN SELECT RAISE(ABORT, 'subsidy_conflict_statement only grows'); END",
        "CREATE TRIGGER subsidy_conflict_statement_no_replace BEFORE INSERT ON subsidy_conflict_statement WHEN EXISTS (SELECT 1 FROM subsidy_conflict_statement WHERE (tenant_id = NEW.tenant_id AND case_id = NEW.case_id AND user_id = NEW.user_id AND number = NEW.number) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_conflict_statement only grows'); END",
        "CREATE TRIGGER subsidy_decision_no_update BEFORE UPDATE ON subsidy_decision BEGIN SELECT RAISE(ABORT, 'subsidy_decision only grows'); END",
        "CREATE TRIGGER subsidy_decision_no_delete BEFORE DELETE ON subsidy_decision BEGIN SELECT RAISE(ABORT, 'subsidy_decision only grows'); END",
        "CREATE TRIGGER subsidy_decision_no_replace BEFORE INSERT ON subsidy_decision WHEN EXISTS (SELECT 1 FROM subsidy_decision WHERE (tenant_id = NEW.tenant_id AND case_id = NEW.case_id AND number = NEW.number) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR (tenant_id = NEW.tenant_id AND replaces_id = NEW.replaces_id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_decision only grows'); END",
        "CREATE TRIGGER subsidy_posting_no_update BEFORE UPDATE ON subsidy_posting BEGIN SELECT RAISE(ABORT, 'subsidy_posting only grows'); END",
        "CREATE TRIGGER subsidy_posting_no_delete BEFORE DELETE ON subsidy_posting BEGIN SELECT RAISE(ABORT, 'subsidy_posting only grows'); END",
        "CREATE TRIGGER subsidy_posting_no_replace BEFORE INSERT ON subsidy_posting WHEN EXISTS (SELECT 1 FROM subsidy_posting WHERE (tenant_id = NEW.tenant_id AND id = NEW.id) OR (tenant_id = NEW.tenant_id AND reverses_id = NEW.reverses_id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_posting only grows'); END",
        "CREATE TRIGGER subsidy_scheme_version_no_update BEFORE UPDATE ON subsidy_scheme_version BEGIN SELECT RAISE(ABORT, 'subsidy_scheme_version only grows'); END",
        "CREATE TRIGGER subsidy_scheme_version_no_delete BEFORE DELETE ON subsidy_scheme_version BEGIN SELECT RAISE(ABORT, 'subsidy_scheme_version only grows'); END",
        "CREATE TRIGGER subsidy_scheme_version_no_replace BEFORE INSERT ON subsidy_scheme_version WHEN EXISTS (SELECT 1 FROM subsidy_scheme_version WHERE (tenant_id = NEW.tenant_id AND id = NEW.id) OR (tenant_id = NEW.tenant_id AND scheme_id = NEW.scheme_id AND number = NEW.number) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_scheme_version only grows'); END",
        "CREATE TRIGGER subsidy_score_no_update BEFORE UPDATE ON subsidy_score BEGIN SELECT RAISE(ABORT, 'subsidy_score only grows'); END",
        "CREATE TRIGGER subsidy_score_no_delete BEFORE DELETE ON subsidy_score BEGIN SELECT RAISE(ABORT, 'subsidy_score only grows'); END",
        "CREATE TRIGGER subsidy_score_no_replace BEFORE INSERT ON subsidy_score WHEN EXISTS (SELECT 1 FROM subsidy_score WHERE (tenant_id = NEW.tenant_id AND assessment_id = NEW.assessment_id AND criterion = NEW.criterion) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_score only grows'); END",
        "CREATE TRIGGER subsidy_sent_copy_no_update BEFORE UPDATE ON subsidy_sent_copy BEGIN SELECT RAISE(ABORT, 'subsidy_sent_copy only grows'); END",
        "CREATE TRIGGER subsidy_sent_copy_no_delete BEFORE DELETE ON subsidy_sent_copy BEGIN SELECT RAISE(ABORT, 'subsidy_sent_copy only grows'); END",
        "CREATE TRIGGER subsidy_sent_copy_no_replace BEFORE INSERT ON subsidy_sent_copy WHEN EXISTS (SELECT 1 FROM subsidy_sent_copy WHERE (tenant_id = NEW.tenant_id AND application_id = NEW.application_id AND number = NEW.number) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_sent_copy only grows'); END",
        "CREATE TRIGGER subsidy_snapshot_no_update BEFORE UPDATE ON subsidy_snapshot BEGIN SELECT RAISE(ABORT, 'subsidy_snapshot only grows'); END",
        "CREATE TRIGGER subsidy_snapshot_no_delete BEFORE DELETE ON subsidy_snapshot BEGIN SELECT RAISE(ABORT, 'subsidy_snapshot only grows'); END",
        "CREATE TRIGGER subsidy_snapshot_no_replace BEFORE INSERT ON subsidy_snapshot WHEN EXISTS (SELECT 1 FROM subsidy_snapshot WHERE (tenant_id = NEW.tenant_id AND case_id = NEW.case_id AND number = NEW.number) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_snapshot only grows'); END",
        "CREATE TRIGGER subsidy_transition_no_update BEFORE UPDATE ON subsidy_transition BEGIN SELECT RAISE(ABORT, 'subsidy_transition only grows'); END",
        "CREATE TRIGGER subsidy_transition_no_delete BEFORE DELETE ON subsidy_transition BEGIN SELECT RAISE(ABORT, 'subsidy_transition only grows'); END",
        "CREATE TRIGGER subsidy_transition_no_replace BEFORE INSERT ON subsidy_transition WHEN EXISTS (SELECT 1 FROM subsidy_transition WHERE (tenant_id = NEW.tenant_id AND case_id = NEW.case_id AND seq = NEW.seq) OR (tenant_id = NEW.tenant_id AND case_id = NEW.case_id AND seq = NEW.seq AND after = NEW.after) OR (tenant_id = NEW.tenant_id AND id = NEW.id) OR rowid = NEW.rowid) BEGIN SELECT RAISE(ABORT, 'subsidy_transition only grows'); END",
    ],
}


def upgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    op.create_table(
        "attempt",
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", UtcDateTime(), nullable=False),
        sa.Column("open_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("failures >= 0", name=op.f("ck_attempt_failures_counted")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_attempt")),
    )
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.create_index("ix_attempt_last_at", ["last_at"], unique=False)

    op.create_table(
        "job_schedule",
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("cron", sa.String(length=60), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_job_schedule")),
    )
    op.create_table(
        "plan",
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("price_cents", Cents(), nullable=False),
        sa.Column("period", sa.Enum("month", "year", name="period", native_enum=False, length=40), nullable=False),
        sa.Column("vat_percent", sa.Integer(), nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.Column("branches", sa.Integer(), nullable=True),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("own_host", sa.Boolean(), nullable=False),
        sa.Column("imports", sa.Boolean(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("is_offered", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("stripe_price_id", sa.String(length=80), nullable=True),
        sa.CheckConstraint("branches > 0", name=op.f("ck_plan_branches")),
        sa.CheckConstraint("inhabitants > 0", name=op.f("ck_plan_inhabitants")),
        sa.CheckConstraint("people > 0", name=op.f("ck_plan_people")),
        sa.CheckConstraint("price_cents BETWEEN 0 AND 100000000", name=op.f("ck_plan_price")),
        sa.CheckConstraint("vat_percent BETWEEN 0 AND 100", name=op.f("ck_plan_vat")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_plan")),
    )
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.create_index("uq_plan_stripe_price", ["stripe_price_id"], unique=True)

    op.create_table(
        "province",
        sa.Column("code", sa.String(length=4), nullable=False),
        sa.Column("iso", sa.String(length=5), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.CheckConstraint("length(code) = 4 AND substr(code, 1, 2) = 'PV'", name=op.f("ck_province_code_form")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_province")),
        sa.UniqueConstraint("iso", name=op.f("uq_province_iso")),
        sa.UniqueConstraint("name", name=op.f("uq_province_name")),
    )
    op.create_table(
        "public_holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("key", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("closed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", "key", name=op.f("pk_public_holiday")),
    )
    op.create_table(
        "reset_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reset_wish")),
    )
    with op.batch_alter_table("reset_wish", schema=None) as batch_op:
        batch_op.create_index("ix_reset_wish_asked_at", ["asked_at"], unique=False)

    op.create_table(
        "school_holiday",
        sa.Column("school_year", sa.String(length=9), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("autumn", "christmas", "spring", "may", "summer", name="schoolbreak", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "region",
            sa.Enum("north", "middle", "south", name="schoolregion", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("first_day", sa.Date(), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=False),
        sa.Column(
            "certainty",
            sa.Enum("confirmed", "provisional", "unknown", name="certainty", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.CheckConstraint("certainty <> 'unknown'", name=op.f("ck_school_holiday_certainty_known")),
        sa.CheckConstraint("last_day >= first_day", name=op.f("ck_school_holiday_in_order")),
        sa.CheckConstraint("length(school_year) = 9", name=op.f("ck_school_holiday_school_year_form")),
        sa.PrimaryKeyConstraint("school_year", "kind", "region", name=op.f("pk_school_holiday")),
    )
    with op.batch_alter_table("school_holiday", schema=None) as batch_op:
        batch_op.create_index("ix_school_holiday_region", ["region", "first_day", "last_day"], unique=False)

    op.create_table(
        "security_role",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
        sa.Column("name", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_security_role")),
        sa.UniqueConstraint("name", name=op.f("uq_security_role_name")),
    )
    op.create_table(
        "series_break",
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=60), nullable=False),
        sa.CheckConstraint("length(words) > 0", name=op.f("ck_series_break_says_what")),
        sa.PrimaryKeyConstraint("month", name=op.f("pk_series_break")),
    )
    op.create_table(
        "tenant",
        sa.Column("id", sa.Integer(), sa.Identity(always=False), nullable=False),
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
        sa.Column("accent", sa.String(length=7), nullable=False),
        sa.Column("logo_hash", sa.String(length=16), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(state = 'closed') = (closed_at IS NOT NULL)", name=op.f("ck_tenant_closed_when")),
        sa.CheckConstraint("erased_at IS NULL OR state = 'closed'", name=op.f("ck_tenant_erased_is_closed")),
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
        "annual_share",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("shared_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("year BETWEEN 2000 AND 2200", name=op.f("ck_annual_share_year")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_annual_share_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_annual_share")),
    )
    with op.batch_alter_table("annual_share", schema=None) as batch_op:
        batch_op.create_index("uq_annual_share_year", ["tenant_id", "year"], unique=True)

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
        "embed_site",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("origin", sa.String(length=260), nullable=False),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_embed_site_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_embed_site")),
    )
    with op.batch_alter_table("embed_site", schema=None) as batch_op:
        batch_op.create_index("uq_embed_site_origin", ["tenant_id", "origin"], unique=True)

    op.create_table(
        "job",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=60), nullable=False),
        sa.Column("for_tenant_id", sa.Integer(), nullable=True),
        sa.Column("ids", sa.JSON(), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "done", "gave_up", name="jobstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("lease", sa.Uuid(), nullable=True),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.CheckConstraint("(state = 'waiting') = (ended_at IS NULL)", name=op.f("ck_job_ended_when")),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_job_attempts_count")),
        sa.ForeignKeyConstraint(["for_tenant_id"], ["tenant.id"], name=op.f("fk_job_for_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job")),
    )
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.create_index("ix_job_state_due_at", ["state", "due_at", "id"], unique=False)

    op.create_table(
        "letter",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("template", sa.String(length=60), nullable=False),
        sa.Column("for_tenant_id", sa.Integer(), nullable=True),
        sa.Column("receiver", sa.String(length=254), nullable=False),
        sa.Column("sender", sa.String(length=120), nullable=False),
        sa.Column("reply_to", sa.String(length=254), nullable=True),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("html", sa.Text(), nullable=False),
        sa.Column("calendar", sa.Text(), nullable=False),
        sa.Column("about_id", sa.Uuid(), nullable=True),
        sa.Column("is_forgotten", sa.Boolean(), nullable=False),
        sa.Column("unsubscribe", sa.String(length=300), nullable=False),
        sa.Column(
            "state",
            sa.Enum("waiting", "sent", "kept", "refused", "late", name="letterstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("queued_at", UtcDateTime(), nullable=False),
        sa.Column("held_until", UtcDateTime(), nullable=True),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.Column("error", sa.String(length=80), nullable=True),
        sa.CheckConstraint("(state = 'waiting') = (ended_at IS NULL)", name=op.f("ck_letter_ended_when")),
        sa.CheckConstraint(
            "state IN ('waiting', 'kept') OR (text = '' AND html = '' AND calendar = '' AND unsubscribe = '')",
            name=op.f("ck_letter_ended_is_empty"),
        ),
        sa.CheckConstraint(
            "NOT is_forgotten OR about_id IS NOT NULL", name=op.f("ck_letter_forgotten_with_its_matter")
        ),
        sa.ForeignKeyConstraint(["for_tenant_id"], ["tenant.id"], name=op.f("fk_letter_for_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
    )
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.create_index("ix_letter_about", ["about_id"], unique=False)
        batch_op.create_index("ix_letter_state_queued_at", ["state", "queued_at", "id"], unique=False)

    op.create_table(
        "library_profile",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("tagline", sa.String(length=160), nullable=False),
        sa.Column("about", sa.String(length=4000), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("logo", sa.LargeBinary(), nullable=True),
        sa.Column("logo_alt", sa.String(length=120), nullable=False),
        sa.Column("keep_days", sa.Integer(), nullable=False),
        sa.Column("approves_partners", sa.Boolean(), nullable=False),
        sa.Column("demo", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("keep_days BETWEEN 1 AND 90", name=op.f("ck_library_profile_keep_days")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_library_profile_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_library_profile")),
    )
    with op.batch_alter_table("library_profile", schema=None) as batch_op:
        batch_op.create_index("uq_library_profile_tenant", ["tenant_id"], unique=True)

    op.create_table(
        "library_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("library_id", sa.Integer(), nullable=False),
        sa.Column(
            "step",
            sa.Enum("invited", "began", "closed", "reopened", name="step", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("successor_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(step = 'closed') = (closed_on IS NOT NULL)", name=op.f("ck_library_step_closed_has_day")),
        sa.CheckConstraint("step <> 'closed' OR length(reason) > 0", name=op.f("ck_library_step_closed_has_reason")),
        sa.CheckConstraint("successor_id IS NULL OR step = 'closed'", name=op.f("ck_library_step_successor_of_closed")),
        sa.ForeignKeyConstraint(["library_id"], ["tenant.id"], name=op.f("fk_library_step_library_id")),
        sa.ForeignKeyConstraint(["successor_id"], ["tenant.id"], name=op.f("fk_library_step_successor_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_library_step")),
    )
    with op.batch_alter_table("library_step", schema=None) as batch_op:
        batch_op.create_index("ix_library_step_library", ["library_id", "at", "id"], unique=False)

    op.create_table(
        "link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column(
            "purpose",
            sa.Enum(
                "reset",
                "invitation",
                "sign_up",
                "check",
                "newsletter",
                "request",
                name="linkpurpose",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("object_id", sa.Uuid(), nullable=False),
        sa.Column("at_tenant_id", sa.Integer(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("used_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("ends_at > made_at", name=op.f("ck_link_ends_after_it_is_made")),
        sa.ForeignKeyConstraint(["at_tenant_id"], ["tenant.id"], name=op.f("fk_link_at_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_link_token_hash")),
    )
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.create_index("ix_link_ends_at", ["ends_at"], unique=False)
        batch_op.create_index("ix_link_object", ["purpose", "object_id"], unique=False)

    op.create_table(
        "municipality",
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("official_name", sa.String(length=80), nullable=False),
        sa.Column("province_code", sa.String(length=4), nullable=False),
        sa.Column("seat", sa.String(length=80), nullable=False),
        sa.Column("area_km2", sa.Double(), nullable=True),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("centre_lat", sa.Double(), nullable=False),
        sa.Column("centre_lon", sa.Double(), nullable=False),
        sa.Column(
            "school_region",
            sa.Enum("north", "middle", "south", name="schoolregion", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("region_certain", sa.Boolean(), nullable=False),
        sa.Column("share_65_plus", sa.Double(), nullable=True),
        sa.Column("share_low_education", sa.Double(), nullable=True),
        sa.Column("share_low_income", sa.Double(), nullable=True),
        sa.CheckConstraint("length(code) = 6 AND substr(code, 1, 2) = 'GM'", name=op.f("ck_municipality_code_form")),
        sa.CheckConstraint(
            "centre_lat BETWEEN 50 AND 54 AND centre_lon BETWEEN 3 AND 8", name=op.f("ck_municipality_centre_inside")
        ),
        sa.CheckConstraint("lat BETWEEN 50 AND 54 AND lon BETWEEN 3 AND 8", name=op.f("ck_municipality_inside")),
        sa.CheckConstraint("share_65_plus BETWEEN 0 AND 100", name=op.f("ck_municipality_share_65_plus")),
        sa.CheckConstraint("share_low_education BETWEEN 0 AND 100", name=op.f("ck_municipality_share_low_education")),
        sa.CheckConstraint("share_low_income BETWEEN 0 AND 100", name=op.f("ck_municipality_share_low_income")),
        sa.ForeignKeyConstraint(["province_code"], ["province.code"], name=op.f("fk_municipality_province_code")),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_municipality")),
    )
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.create_index("ix_municipality_name", ["name", "code"], unique=False)
        batch_op.create_index("ix_municipality_province", ["province_code", "name", "code"], unique=False)

    op.create_table(
        "newsletter_subscription",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("km", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.Column("looked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(place = '') = (km = 0)", name=op.f("ck_newsletter_subscription_place_has_distance")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_newsletter_subscription_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_newsletter_subscription")),
    )
    with op.batch_alter_table("newsletter_subscription", schema=None) as batch_op:
        batch_op.create_index("ix_newsletter_subscription_due", ["tenant_id", "looked_at", "id"], unique=False)
        batch_op.create_index(
            "uq_newsletter_subscription_about", ["tenant_id", "email", "kind", "place", "km"], unique=True
        )

    op.create_table(
        "organisation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "government",
                "social_service",
                "welfare",
                "volunteers",
                "education",
                "care",
                "company",
                "library",
                "other",
                name="organisationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("kvk", sa.String(length=8), nullable=True),
        sa.Column("rsin", sa.String(length=9), nullable=True),
        sa.Column("oin", sa.String(length=20), nullable=True),
        sa.Column("website", sa.String(length=200), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("is_nationwide", sa.Boolean(), nullable=False),
        sa.Column("languages", sa.JSON(), nullable=False),
        sa.Column("logo_hash", sa.String(length=16), nullable=True),
        sa.Column("sources", sa.JSON(), nullable=False),
        sa.Column("proposed_by_id", sa.Integer(), nullable=True),
        sa.Column("brought_by_id", sa.Integer(), nullable=True),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("merged_at", UtcDateTime(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("(merged_into_id IS NULL) = (merged_at IS NULL)", name=op.f("ck_organisation_merged_when")),
        sa.CheckConstraint("kvk IS NULL OR length(kvk) = 8", name=op.f("ck_organisation_kvk_has_8_digits")),
        sa.CheckConstraint("merged_into_id <> id", name=op.f("ck_organisation_merged_into_another")),
        sa.CheckConstraint("oin IS NULL OR length(oin) = 20", name=op.f("ck_organisation_oin_has_20_digits")),
        sa.CheckConstraint("rsin IS NULL OR length(rsin) = 9", name=op.f("ck_organisation_rsin_has_9_digits")),
        sa.ForeignKeyConstraint(["brought_by_id"], ["tenant.id"], name=op.f("fk_organisation_brought_by_id")),
        sa.ForeignKeyConstraint(["merged_into_id"], ["organisation.id"], name=op.f("fk_organisation_merged_into_id")),
        sa.ForeignKeyConstraint(["proposed_by_id"], ["tenant.id"], name=op.f("fk_organisation_proposed_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation")),
        sa.UniqueConstraint("kvk", name=op.f("uq_organisation_kvk")),
        sa.UniqueConstraint("oin", name=op.f("uq_organisation_oin")),
        sa.UniqueConstraint("rsin", name=op.f("uq_organisation_rsin")),
        sa.UniqueConstraint("slug", name=op.f("uq_organisation_slug")),
    )
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_folded", ["folded", "id"], unique=False)
        batch_op.create_index("ix_organisation_merged_into", ["merged_into_id"], unique=False)

    op.create_table(
        "published_branch",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("library_slug", sa.String(length=40), nullable=False),
        sa.Column("library_name", sa.String(length=120), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("province_code", sa.String(length=4), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("directions", sa.String(length=500), nullable=False),
        sa.Column("hours", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("lacks", sa.JSON(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_published_branch_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_published_branch")),
    )
    with op.batch_alter_table("published_branch", schema=None) as batch_op:
        batch_op.create_index("ix_published_branch_told", ["told_at", "id"], unique=False)
        batch_op.create_index("ix_published_branch_municipality", ["municipality_code"], unique=False)
        batch_op.create_index("ix_published_branch_spot", ["lat", "lon"], unique=False)

    op.create_table(
        "published_session",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("left_over", sa.Integer(), nullable=True),
        sa.Column("sentence", sa.String(length=600), nullable=False),
        sa.Column("sentence_en", sa.String(length=600), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("is_tentative", sa.Boolean(), nullable=False),
        sa.Column("moved_from", UtcDateTime(), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=160), nullable=False),
        sa.Column("entry", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_name", sa.String(length=120), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("left_over IS NULL OR left_over >= 0", name=op.f("ck_published_session_left_over")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_published_session_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_published_session")),
    )
    with op.batch_alter_table("published_session", schema=None) as batch_op:
        batch_op.create_index("ix_published_session_told", ["told_at", "id"], unique=False)
        batch_op.create_index(
            "ix_published_session_activity", ["tenant_id", "activity_id", "starts_at", "id"], unique=False
        )
        batch_op.create_index("ix_published_session_agenda", ["tenant_id", "starts_at", "id"], unique=False)
        batch_op.create_index("ix_published_session_branch", ["branch_id", "starts_at", "id"], unique=False)
        batch_op.create_index("ix_published_session_starts", ["starts_at", "id"], unique=False)

    op.create_table(
        "readiness",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("point", sa.String(length=40), nullable=False),
        sa.Column("done_by", sa.Uuid(), nullable=True),
        sa.Column("done_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["done_by"], ["user_account.id"], name=op.f("fk_readiness_done_by")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_readiness_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_readiness")),
    )
    with op.batch_alter_table("readiness", schema=None) as batch_op:
        batch_op.create_index("uq_readiness_point", ["tenant_id", "point"], unique=True)

    op.create_table(
        "retracted_session",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=160), nullable=False),
        sa.Column("entry", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_name", sa.String(length=120), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_retracted_session_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_retracted_session")),
    )
    with op.batch_alter_table("retracted_session", schema=None) as batch_op:
        batch_op.create_index(
            "ix_retracted_session_activity", ["tenant_id", "activity_id", "starts_at", "id"], unique=False
        )
        batch_op.create_index("ix_retracted_session_agenda", ["tenant_id", "starts_at", "id"], unique=False)
        batch_op.create_index("ix_retracted_session_branch", ["branch_id", "starts_at", "id"], unique=False)

    op.create_table(
        "sign_in",
        sa.Column("id", sa.String(length=64), nullable=False),
        sa.Column("handle", sa.Uuid(), nullable=False),
        sa.Column("device", sa.String(length=60), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("began_at", UtcDateTime(), nullable=False),
        sa.Column("seen_at", UtcDateTime(), nullable=False),
        sa.Column("ended_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user_account.id"], name=op.f("fk_sign_in_user_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in")),
        sa.UniqueConstraint("handle", name=op.f("uq_sign_in_handle")),
    )
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.create_index("ix_sign_in_user_id_ended_at", ["user_id", "ended_at"], unique=False)

    op.create_table(
        "subsidy_application",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_slug", sa.String(length=40), nullable=False),
        sa.Column("scheme_number", sa.Integer(), nullable=False),
        sa.Column("once", sa.String(length=80), nullable=True),
        sa.Column("answers", sa.JSON(), nullable=False),
        sa.Column("filled_by", sa.Uuid(), nullable=True),
        sa.Column("filled_at", UtcDateTime(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "completeness_check",
                "supplement_requested",
                "under_assessment",
                "assessed",
                "internal_control",
                "allocation_proposed",
                "awaiting_signature",
                "granted",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.String(length=20), nullable=True),
        sa.Column("requested_cents", Cents(), nullable=True),
        sa.Column("granted_cents", Cents(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=True),
        sa.Column("decision_due", sa.Date(), nullable=True),
        sa.Column("stopped_since", sa.Date(), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("asked_text", sa.String(length=2000), nullable=False),
        sa.Column("asked_until", sa.Date(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("motivation", sa.String(length=4000), nullable=False),
        sa.Column("objection_until", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'draft') = (case_id IS NULL)", name=op.f("ck_subsidy_application_sent_has_case")),
        sa.CheckConstraint(
            "(state = 'granted') = (granted_cents IS NOT NULL)", name=op.f("ck_subsidy_application_granted_has_amount")
        ),
        sa.CheckConstraint(
            "granted_cents <= requested_cents", name=op.f("ck_subsidy_application_granted_within_requested")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_application_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_application")),
        sa.UniqueConstraint("tenant_id", "once", name=op.f("uq_subsidy_application_tenant_id_once")),
    )
    with op.batch_alter_table("subsidy_application", schema=None) as batch_op:
        batch_op.create_index(
            "ix_subsidy_application_scheme", ["tenant_id", "scheme_id", "created_at", "id"], unique=False
        )

    op.create_table(
        "subsidy_scheme",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("code", sa.String(length=6), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("current", sa.Integer(), nullable=True),
        sa.Column("last_number", sa.Integer(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("slug <> 'behandelen'", name=op.f("ck_subsidy_scheme_slug_is_free")),
        sa.CheckConstraint("last_number >= 0", name=op.f("ck_subsidy_scheme_last_number")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_scheme_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_scheme")),
        sa.UniqueConstraint("tenant_id", "code", name=op.f("uq_subsidy_scheme_tenant_id_code")),
        sa.UniqueConstraint("tenant_id", "slug", name=op.f("uq_subsidy_scheme_tenant_id_slug")),
    )
    op.create_table(
        "subsidy_transition",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("seq_before", sa.Integer(), nullable=True),
        sa.Column(
            "step",
            sa.Enum(
                "submit",
                "take_up",
                "ask_supplement",
                "supplement",
                "lapse",
                "find_complete",
                "assess",
                "take_control",
                "disagree",
                "propose_grant",
                "propose_refusal",
                "adopt",
                "grant",
                "refuse",
                "send_back",
                "withdraw",
                name="step",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "before",
            sa.Enum(
                "draft",
                "submitted",
                "completeness_check",
                "supplement_requested",
                "under_assessment",
                "assessed",
                "internal_control",
                "allocation_proposed",
                "awaiting_signature",
                "granted",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "after",
            sa.Enum(
                "draft",
                "submitted",
                "completeness_check",
                "supplement_requested",
                "under_assessment",
                "assessed",
                "internal_control",
                "allocation_proposed",
                "awaiting_signature",
                "granted",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor", sa.String(length=60), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("snapshot_number", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(length=64), nullable=False),
        sa.Column("hash_before", sa.String(length=64), nullable=False),
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.CheckConstraint("(seq = 1) = (before = 'draft')", name=op.f("ck_subsidy_transition_begins_with_draft")),
        sa.CheckConstraint("actor <> ''", name=op.f("ck_subsidy_transition_has_actor")),
        sa.CheckConstraint(
            "seq > 0 AND (seq = 1) = (seq_before IS NULL)", name=op.f("ck_subsidy_transition_begins_once")
        ),
        sa.CheckConstraint("seq_before IS NULL OR seq_before = seq - 1", name=op.f("ck_subsidy_transition_no_gap")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id", "seq_before", "before"],
            [
                "subsidy_transition.tenant_id",
                "subsidy_transition.case_id",
                "subsidy_transition.seq",
                "subsidy_transition.after",
            ],
            name="fk_subsidy_transition_follows",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_transition_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_transition")),
        sa.UniqueConstraint(
            "tenant_id", "case_id", "seq", "after", name=op.f("uq_subsidy_transition_tenant_id_case_id_seq_after")
        ),
        sa.UniqueConstraint("tenant_id", "case_id", "seq", name=op.f("uq_subsidy_transition_tenant_id_case_id_seq")),
    )
    op.create_table(
        "branch",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "main",
                "branch",
                "service_point",
                "bookmobile_stop",
                "partner_site",
                name="branchkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("isil", sa.String(length=14), nullable=True),
        sa.Column("extern_id", sa.String(length=80), nullable=True),
        sa.Column("street", sa.String(length=120), nullable=False),
        sa.Column("postcode", sa.String(length=6), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("directions", sa.String(length=500), nullable=False),
        sa.Column(
            "wheelchair", sa.Enum("yes", "no", "unknown", name="fact", native_enum=False, length=40), nullable=False
        ),
        sa.Column("toilet", sa.Enum("yes", "no", "unknown", name="fact", native_enum=False, length=40), nullable=False),
        sa.Column(
            "bus_stop", sa.Enum("yes", "no", "unknown", name="fact", native_enum=False, length=40), nullable=False
        ),
        sa.Column(
            "hearing_loop", sa.Enum("yes", "no", "unknown", name="fact", native_enum=False, length=40), nullable=False
        ),
        sa.Column("quiet", sa.Enum("yes", "no", "unknown", name="fact", native_enum=False, length=40), nullable=False),
        sa.Column(
            "sign_language", sa.Enum("yes", "no", "unknown", name="fact", native_enum=False, length=40), nullable=False
        ),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("lat BETWEEN -90 AND 90 AND lon BETWEEN -180 AND 180", name=op.f("ck_branch_on_earth")),
        sa.ForeignKeyConstraint(["municipality_code"], ["municipality.code"], name=op.f("fk_branch_municipality_code")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_branch_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_branch")),
    )
    with op.batch_alter_table("branch", schema=None) as batch_op:
        batch_op.create_index("ix_branch_name", ["tenant_id", "name", "id"], unique=False)
        batch_op.create_index("uq_branch_extern", ["tenant_id", "extern_id"], unique=True)
        batch_op.create_index("uq_branch_isil", ["tenant_id", "isil"], unique=True)

    op.create_table(
        "invitation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
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
        sa.Column("invited_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("accepted_at", UtcDateTime(), nullable=True),
        sa.Column("withdrawn_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(role = 'partner') = (organisation_id IS NOT NULL)", name=op.f("ck_invitation_partner_has_organisation")
        ),
        sa.CheckConstraint("(at_tenant_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_invitation_one_place")),
        sa.CheckConstraint("accepted_at IS NULL OR withdrawn_at IS NULL", name=op.f("ck_invitation_one_end")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_invitation_email_folded")),
        sa.ForeignKeyConstraint(["at_tenant_id"], ["tenant.id"], name=op.f("fk_invitation_at_tenant_id")),
        sa.ForeignKeyConstraint(
            ["invited_by_id"], ["user_account.id"], name=op.f("fk_invitation_invited_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_invitation_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitation")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.create_index("ix_invitation_at_tenant", ["at_tenant_id", "made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_invitation_email"), ["email"], unique=False)

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

    op.create_table(
        "municipality_inhabitants",
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("on_day", sa.Date(), nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.CheckConstraint("inhabitants >= 0", name=op.f("ck_municipality_inhabitants_not_negative")),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_municipality_inhabitants_municipality_code")
        ),
        sa.PrimaryKeyConstraint("municipality_code", "on_day", name=op.f("pk_municipality_inhabitants")),
    )
    op.create_table(
        "municipality_name",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_municipality_name_municipality_code")
        ),
        sa.PrimaryKeyConstraint("key", "municipality_code", name=op.f("pk_municipality_name")),
    )
    with op.batch_alter_table("municipality_name", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipality_name_municipality_code"), ["municipality_code"], unique=False)

    op.create_table(
        "municipality_neighbour",
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("neighbour_code", sa.String(length=6), nullable=False),
        sa.CheckConstraint("municipality_code <> neighbour_code", name=op.f("ck_municipality_neighbour_another")),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_municipality_neighbour_municipality_code")
        ),
        sa.ForeignKeyConstraint(
            ["neighbour_code"], ["municipality.code"], name=op.f("fk_municipality_neighbour_neighbour_code")
        ),
        sa.PrimaryKeyConstraint("municipality_code", "neighbour_code", name=op.f("pk_municipality_neighbour")),
    )
    with op.batch_alter_table("municipality_neighbour", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_municipality_neighbour_neighbour_code"), ["neighbour_code"], unique=False)

    op.create_table(
        "municipality_outline",
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("rings", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_municipality_outline_municipality_code")
        ),
        sa.PrimaryKeyConstraint("municipality_code", name=op.f("pk_municipality_outline")),
    )
    op.create_table(
        "organisation_area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=True),
        sa.Column("province_code", sa.String(length=4), nullable=True),
        sa.CheckConstraint(
            "(municipality_code IS NULL) <> (province_code IS NULL)", name=op.f("ck_organisation_area_one_area")
        ),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_organisation_area_municipality_code")
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_area_organisation_id")
        ),
        sa.ForeignKeyConstraint(["province_code"], ["province.code"], name=op.f("fk_organisation_area_province_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_area")),
    )
    with op.batch_alter_table("organisation_area", schema=None) as batch_op:
        batch_op.create_index(
            "uq_organisation_area_municipality", ["organisation_id", "municipality_code"], unique=True
        )
        batch_op.create_index("uq_organisation_area_province", ["organisation_id", "province_code"], unique=True)

    op.create_table(
        "organisation_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "role",
            sa.Enum("general", "planning", "privacy", "press", name="contactrole", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.CheckConstraint(
            "name <> '' OR email IS NOT NULL OR phone IS NOT NULL", name=op.f("ck_organisation_contact_says_something")
        ),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_organisation_contact_email_folded")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_contact_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_contact")),
    )
    with op.batch_alter_table("organisation_contact", schema=None) as batch_op:
        batch_op.create_index("uq_organisation_contact_role", ["organisation_id", "role"], unique=True)

    op.create_table(
        "organisation_logo",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("alt", sa.String(length=120), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_logo_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_logo")),
        sa.UniqueConstraint("organisation_id", name=op.f("uq_organisation_logo_organisation_id")),
    )
    op.create_table(
        "organisation_merge",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("gone_id", sa.Uuid(), nullable=False),
        sa.Column("kept_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by_id", sa.Uuid(), nullable=True),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.Column("undone_at", UtcDateTime(), nullable=True),
        sa.Column("undone_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("gone_id <> kept_id", name=op.f("ck_organisation_merge_two_organisations")),
        sa.CheckConstraint(
            "undone_by_id IS NULL OR undone_at IS NOT NULL", name=op.f("ck_organisation_merge_undone_when")
        ),
        sa.ForeignKeyConstraint(["gone_id"], ["organisation.id"], name=op.f("fk_organisation_merge_gone_id")),
        sa.ForeignKeyConstraint(["kept_id"], ["organisation.id"], name=op.f("fk_organisation_merge_kept_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_merge")),
    )
    with op.batch_alter_table("organisation_merge", schema=None) as batch_op:
        batch_op.create_index("ix_organisation_merge_gone", ["gone_id", "at", "id"], unique=False)
        batch_op.create_index("ix_organisation_merge_kept", ["kept_id", "at", "id"], unique=False)

    op.create_table(
        "organisation_merge_wish",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("wished_by_id", sa.Integer(), nullable=False),
        sa.Column("one_id", sa.Uuid(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("wished_at", UtcDateTime(), nullable=False),
        sa.Column("refused_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_organisation_merge_wish_in_order")),
        sa.ForeignKeyConstraint(["one_id"], ["organisation.id"], name=op.f("fk_organisation_merge_wish_one_id")),
        sa.ForeignKeyConstraint(["other_id"], ["organisation.id"], name=op.f("fk_organisation_merge_wish_other_id")),
        sa.ForeignKeyConstraint(["wished_by_id"], ["tenant.id"], name=op.f("fk_organisation_merge_wish_wished_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_merge_wish")),
    )
    with op.batch_alter_table("organisation_merge_wish", schema=None) as batch_op:
        batch_op.create_index("uq_organisation_merge_wish", ["wished_by_id", "one_id", "other_id"], unique=True)

    op.create_table(
        "organisation_name",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("folded", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("other", "abbreviation", "former", name="namekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("added_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(folded) > 0", name=op.f("ck_organisation_name_is_a_name")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_organisation_name_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_name")),
    )
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.create_index("uq_organisation_name_folded", ["organisation_id", "folded"], unique=True)

    op.create_table(
        "partnership",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "invited",
                "active",
                "ended",
                "declined",
                "withdrawn",
                name="partnershipstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "proposed_by",
            sa.Enum("library", "partner", name="side", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.String(length=300), nullable=False),
        sa.Column("does", sa.String(length=500), nullable=False),
        sa.Column("themes", sa.JSON(), nullable=False),
        sa.Column("branches", sa.JSON(), nullable=False),
        sa.Column("concepts", sa.JSON(), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column("library_contact", sa.String(length=200), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=True),
        sa.Column(
            "ended_by",
            sa.Enum("library", "partner", name="side", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("fates", sa.JSON(), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state <> 'ended' OR ends_at IS NOT NULL", name=op.f("ck_partnership_ended_when")),
        sa.CheckConstraint(
            "state <> 'invited' OR answered_at IS NULL", name=op.f("ck_partnership_waits_for_an_answer")
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_partnership_organisation_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_partnership_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_partnership")),
    )
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.create_index("ix_partnership_changed", ["changed_at", "id"], unique=False)
        batch_op.create_index("ix_partnership_of_organisation", ["organisation_id", "state", "tenant_id"], unique=False)
        batch_op.create_index("uq_partnership_organisation", ["tenant_id", "organisation_id"], unique=True)

    op.create_table(
        "place",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("inhabitants", sa.Integer(), nullable=True),
        sa.Column("postal", sa.Boolean(), nullable=False),
        sa.CheckConstraint("inhabitants >= 0", name=op.f("ck_place_inhabitants_not_negative")),
        sa.CheckConstraint("lat BETWEEN 50 AND 54 AND lon BETWEEN 3 AND 8", name=op.f("ck_place_inside")),
        sa.ForeignKeyConstraint(["municipality_code"], ["municipality.code"], name=op.f("fk_place_municipality_code")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_place")),
    )
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.create_index(
            "ix_place_around", ["lat", "lon", "postal", "name", "municipality_code", "inhabitants", "id"], unique=False
        )
        batch_op.create_index("ix_place_municipality", ["municipality_code", "name", "id"], unique=False)

    op.create_table(
        "postcode_area",
        sa.Column("pc4", sa.String(length=4), nullable=False),
        sa.Column("place", sa.String(length=80), nullable=False),
        sa.Column("other_places", sa.String(length=200), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("lat", sa.Double(), nullable=False),
        sa.Column("lon", sa.Double(), nullable=False),
        sa.Column("doubtful", sa.Boolean(), nullable=False),
        sa.CheckConstraint("length(pc4) = 4 AND pc4 BETWEEN '1000' AND '9999'", name=op.f("ck_postcode_area_pc4_form")),
        sa.CheckConstraint("lat BETWEEN 50 AND 54 AND lon BETWEEN 3 AND 8", name=op.f("ck_postcode_area_inside")),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_postcode_area_municipality_code")
        ),
        sa.PrimaryKeyConstraint("pc4", name=op.f("pk_postcode_area")),
    )
    with op.batch_alter_table("postcode_area", schema=None) as batch_op:
        batch_op.create_index("ix_postcode_area_municipality", ["municipality_code", "pc4"], unique=False)

    op.create_table(
        "programme",
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=500), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["owner_id"], ["organisation.id"], name=op.f("fk_programme_owner_id")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_programme")),
    )
    op.create_table(
        "subsidy_ceiling",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("part", sa.String(length=40), nullable=False),
        sa.Column("cents", Cents(), nullable=False),
        sa.Column("reserved_cents", Cents(), nullable=False),
        sa.Column("committed_cents", Cents(), nullable=False),
        sa.CheckConstraint("cents BETWEEN 1 AND 1000000000000", name=op.f("ck_subsidy_ceiling_cents")),
        sa.CheckConstraint("reserved_cents + committed_cents <= cents", name=op.f("ck_subsidy_ceiling_held")),
        sa.CheckConstraint(
            "reserved_cents >= 0 AND committed_cents >= 0", name=op.f("ck_subsidy_ceiling_not_negative")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "scheme_id"],
            ["subsidy_scheme.tenant_id", "subsidy_scheme.id"],
            name=op.f("fk_subsidy_ceiling_tenant_id_scheme_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_ceiling_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_ceiling")),
        sa.UniqueConstraint(
            "tenant_id", "scheme_id", "period", "part", name=op.f("uq_subsidy_ceiling_tenant_id_scheme_id_period_part")
        ),
    )
    op.create_table(
        "subsidy_scheme_draft",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("edited_by", sa.Uuid(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "scheme_id"],
            ["subsidy_scheme.tenant_id", "subsidy_scheme.id"],
            name=op.f("fk_subsidy_scheme_draft_tenant_id_scheme_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_scheme_draft_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_scheme_draft")),
        sa.UniqueConstraint("tenant_id", "scheme_id", name=op.f("uq_subsidy_scheme_draft_tenant_id_scheme_id")),
    )
    op.create_table(
        "subsidy_scheme_version",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=20), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("drafted_by", sa.Uuid(), nullable=False),
        sa.Column("published_by", sa.Uuid(), nullable=False),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("drafted_by <> published_by", name=op.f("ck_subsidy_scheme_version_two_persons")),
        sa.CheckConstraint("number > 0", name=op.f("ck_subsidy_scheme_version_number")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "scheme_id"],
            ["subsidy_scheme.tenant_id", "subsidy_scheme.id"],
            name=op.f("fk_subsidy_scheme_version_tenant_id_scheme_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_scheme_version_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_scheme_version")),
        sa.UniqueConstraint(
            "tenant_id", "scheme_id", "number", name=op.f("uq_subsidy_scheme_version_tenant_id_scheme_id_number")
        ),
    )
    op.create_table(
        "subsidy_sent_copy",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "application_id"],
            ["subsidy_application.tenant_id", "subsidy_application.id"],
            name=op.f("fk_subsidy_sent_copy_tenant_id_application_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_sent_copy_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_sent_copy")),
        sa.UniqueConstraint(
            "tenant_id", "application_id", "number", name=op.f("uq_subsidy_sent_copy_tenant_id_application_id_number")
        ),
    )
    op.create_table(
        "working_area",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("indicative", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_working_area_municipality_code")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_working_area_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_working_area")),
    )
    with op.batch_alter_table("working_area", schema=None) as batch_op:
        batch_op.create_index("uq_working_area_municipality", ["tenant_id", "municipality_code", "since"], unique=True)

    op.create_table(
        "concept",
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("name_en", sa.String(length=120), nullable=False),
        sa.Column(
            "theme",
            sa.Enum(
                "letter",
                "tax",
                "digital",
                "work",
                "money",
                "language",
                "meeting",
                "care",
                name="theme",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("places_target", sa.Integer(), nullable=True),
        sa.Column(
            "core_function",
            sa.Enum(
                "knowledge",
                "education",
                "reading",
                "meeting",
                "culture",
                name="corefunction",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("programme_slug", sa.String(length=40), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("bring", sa.String(length=500), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.CheckConstraint("places_target > 0", name=op.f("ck_concept_places_target")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_concept_organisation_id")),
        sa.ForeignKeyConstraint(["programme_slug"], ["programme.slug"], name=op.f("fk_concept_programme_slug")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_concept")),
    )
    with op.batch_alter_table("concept", schema=None) as batch_op:
        batch_op.create_index("ix_concept_theme", ["theme", "position", "slug"], unique=False)

    op.create_table(
        "request_offer",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind", sa.Enum("start", "try", "nearby", name="offerkind", native_enum=False, length=40), nullable=False
        ),
        sa.Column("from_day", sa.Date(), nullable=False),
        sa.Column("example", sa.String(length=250), nullable=False),
        sa.Column(
            "state",
            sa.Enum("open", "declined", "closed", name="offerstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_request_offer_organisation_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_request_offer_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_request_offer")),
    )
    with op.batch_alter_table("request_offer", schema=None) as batch_op:
        batch_op.create_index("ix_request_offer_organisation", ["organisation_id", "demand_id"], unique=False)
        batch_op.create_index("uq_request_offer_demand", ["tenant_id", "demand_id", "organisation_id"], unique=True)

    op.create_table(
        "activity_demand",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(["concept_slug"], ["concept.slug"], name=op.f("fk_activity_demand_concept_slug")),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_activity_demand_municipality_code")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_activity_demand_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_activity_demand")),
    )
    with op.batch_alter_table("activity_demand", schema=None) as batch_op:
        batch_op.create_index("ix_activity_demand_concept", ["concept_slug", "municipality_code"], unique=False)
        batch_op.create_index(
            "uq_activity_demand_cell", ["tenant_id", "municipality_code", "concept_slug"], unique=True
        )

    op.create_table(
        "request_answer",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("municipality_code", sa.String(length=6), nullable=False),
        sa.Column("kind", sa.Enum("starts", "joins", name="answerkind", native_enum=False, length=40), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("branch", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=300), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("answered_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("people > 0", name=op.f("ck_request_answer_people")),
        sa.ForeignKeyConstraint(["concept_slug"], ["concept.slug"], name=op.f("fk_request_answer_concept_slug")),
        sa.ForeignKeyConstraint(
            ["municipality_code"], ["municipality.code"], name=op.f("fk_request_answer_municipality_code")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_request_answer_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_request_answer")),
    )
    with op.batch_alter_table("request_answer", schema=None) as batch_op:
        batch_op.create_index("ix_request_answer_answered_at", ["tenant_id", "answered_at", "id"], unique=False)

    op.create_table(
        "activity_request",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column(
            "part", sa.Enum("morning", "afternoon", "evening", name="half", native_enum=False, length=40), nullable=True
        ),
        sa.Column("people", sa.Integer(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("met_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("people BETWEEN 1 AND 30", name=op.f("ck_activity_request_people")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "demand_id"],
            ["activity_demand.tenant_id", "activity_demand.id"],
            name=op.f("fk_activity_request_tenant_id_demand_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_activity_request_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_activity_request")),
    )
    with op.batch_alter_table("activity_request", schema=None) as batch_op:
        batch_op.create_index("ix_activity_request_asked_at", ["tenant_id", "asked_at"], unique=False)
        batch_op.create_index("ix_activity_request_open", ["tenant_id", "demand_id", "met_at"], unique=False)

    op.create_table(
        "request_asker",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("demand_id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("place", sa.String(length=160), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("confirmed_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "demand_id"],
            ["activity_demand.tenant_id", "activity_demand.id"],
            name=op.f("fk_request_asker_tenant_id_demand_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "request_id"],
            ["activity_request.tenant_id", "activity_request.id"],
            name=op.f("fk_request_asker_tenant_id_request_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_request_asker_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_request_asker")),
    )
    with op.batch_alter_table("request_asker", schema=None) as batch_op:
        batch_op.create_index("ix_request_asker_demand", ["tenant_id", "demand_id", "id"], unique=False)
        batch_op.create_index("uq_request_asker_demand", ["tenant_id", "email", "demand_id"], unique=True)
        batch_op.create_index("uq_request_asker_request", ["tenant_id", "request_id"], unique=True)

    op.create_table(
        "opening_exception",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=True),
        sa.Column("closes", sa.Time(), nullable=True),
        sa.Column("reason", sa.String(length=120), nullable=False),
        sa.CheckConstraint("(opens IS NULL) = (closes IS NULL)", name=op.f("ck_opening_exception_both_or_closed")),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_exception_opens_before_it_closes")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_opening_exception_tenant_id_branch_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_opening_exception_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_opening_exception")),
    )
    with op.batch_alter_table("opening_exception", schema=None) as batch_op:
        batch_op.create_index("uq_opening_exception_day", ["tenant_id", "branch_id", "day"], unique=True)

    op.create_table(
        "opening_hours",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("weekday", sa.Integer(), nullable=False),
        sa.Column("opens", sa.Time(), nullable=False),
        sa.Column("closes", sa.Time(), nullable=False),
        sa.CheckConstraint("opens < closes", name=op.f("ck_opening_hours_opens_before_it_closes")),
        sa.CheckConstraint("weekday BETWEEN 1 AND 7", name=op.f("ck_opening_hours_weekday")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_opening_hours_tenant_id_branch_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_opening_hours_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_opening_hours")),
    )
    with op.batch_alter_table("opening_hours", schema=None) as batch_op:
        batch_op.create_index("uq_opening_hours_branch", ["tenant_id", "branch_id", "weekday", "opens"], unique=True)

    op.create_table(
        "organisation_moved",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merge_id", sa.Uuid(), nullable=False),
        sa.Column("at_tenant_id", sa.Integer(), nullable=True),
        sa.Column("table_name", sa.String(length=40), nullable=False),
        sa.Column("column_name", sa.String(length=40), nullable=False),
        sa.Column(
            "deed",
            sa.Enum("moved", "joined", "dropped", "added", name="deed", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("row_ids", sa.JSON(), nullable=False),
        sa.Column("before", sa.JSON(), nullable=False),
        sa.Column("after", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["merge_id"], ["organisation_merge.id"], name=op.f("fk_organisation_moved_merge_id")),
        sa.ForeignKeyConstraint(["at_tenant_id"], ["tenant.id"], name=op.f("fk_organisation_moved_at_tenant_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisation_moved")),
    )
    with op.batch_alter_table("organisation_moved", schema=None) as batch_op:
        batch_op.create_index(
            "ix_organisation_moved_merge", ["merge_id", "table_name", "at_tenant_id", "id"], unique=False
        )

    op.create_table(
        "place_name",
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("place_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.ForeignKeyConstraint(["place_id"], ["place.id"], name=op.f("fk_place_name_place_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("key", "place_id", name=op.f("pk_place_name")),
    )
    with op.batch_alter_table("place_name", schema=None) as batch_op:
        batch_op.create_index("ix_place_name_place", ["place_id", "key"], unique=False)

    op.create_table(
        "question_figures",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("body", sa.String(length=20), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("questions", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_question_figures_tenant_id_branch_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_question_figures_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_question_figures")),
    )
    with op.batch_alter_table("question_figures", schema=None) as batch_op:
        batch_op.create_index("ix_question_figures_month", ["month"], unique=False)
        batch_op.create_index(
            "uq_question_figures_cell", ["tenant_id", "branch_id", "kind", "body", "month"], unique=True
        )

    op.create_table(
        "room",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("folded", sa.String(length=80), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=True),
        sa.Column("computers", sa.Integer(), nullable=False),
        sa.Column("has_screen", sa.Boolean(), nullable=False),
        sa.Column("has_door", sa.Boolean(), nullable=False),
        sa.Column("setup_minutes", sa.Integer(), nullable=False),
        sa.Column("clear_minutes", sa.Integer(), nullable=False),
        sa.Column("shared", sa.Boolean(), nullable=False),
        sa.Column("withdrawn", sa.Boolean(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("computers BETWEEN 0 AND 1000", name=op.f("ck_room_computers")),
        sa.CheckConstraint("seats BETWEEN 1 AND 10000", name=op.f("ck_room_seats")),
        sa.CheckConstraint(
            "setup_minutes BETWEEN 0 AND 240 AND clear_minutes BETWEEN 0 AND 240", name=op.f("ck_room_minutes")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"], name=op.f("fk_room_tenant_id_branch_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_room_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_room")),
        sa.UniqueConstraint("tenant_id", "number", name="uq_room_number"),
    )
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.create_index("uq_room_name", ["tenant_id", "branch_id", "folded"], unique=True)

    op.create_table(
        "subsidy_case",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("scheme_id", sa.Uuid(), nullable=False),
        sa.Column("scheme_number", sa.Integer(), nullable=False),
        sa.Column("ceiling_id", sa.Uuid(), nullable=False),
        sa.Column("applicant_id", sa.Integer(), nullable=False),
        sa.Column("applicant_name", sa.String(length=120), nullable=False),
        sa.Column("application_id", sa.Uuid(), nullable=False),
        sa.Column("once", sa.String(length=80), nullable=True),
        sa.Column("reference", sa.String(length=20), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "draft",
                "submitted",
                "completeness_check",
                "supplement_requested",
                "under_assessment",
                "assessed",
                "internal_control",
                "allocation_proposed",
                "awaiting_signature",
                "granted",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("requested_cents", Cents(), nullable=False),
        sa.Column("reserved_cents", Cents(), nullable=False),
        sa.Column("granted_cents", Cents(), nullable=True),
        sa.Column("received_at", UtcDateTime(), nullable=False),
        sa.Column("last_sent_at", UtcDateTime(), nullable=False),
        sa.Column("complete_at", UtcDateTime(), nullable=True),
        sa.Column("decision_due", sa.Date(), nullable=False),
        sa.Column(
            "proposal",
            sa.Enum(
                "draft",
                "submitted",
                "completeness_check",
                "supplement_requested",
                "under_assessment",
                "assessed",
                "internal_control",
                "allocation_proposed",
                "awaiting_signature",
                "granted",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("assessor_id", sa.Uuid(), nullable=True),
        sa.Column("controller_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(state = 'granted') = (granted_cents IS NOT NULL)", name=op.f("ck_subsidy_case_granted_has_amount")
        ),
        sa.CheckConstraint(
            "state NOT IN ('granted', 'refused', 'withdrawn') OR reserved_cents = 0",
            name=op.f("ck_subsidy_case_ended_is_free"),
        ),
        sa.CheckConstraint("assessor_id <> controller_id", name=op.f("ck_subsidy_case_four_eyes")),
        sa.CheckConstraint("complete_at >= received_at", name=op.f("ck_subsidy_case_complete_after_receipt")),
        sa.CheckConstraint("granted_cents <= requested_cents", name=op.f("ck_subsidy_case_granted_within_requested")),
        sa.CheckConstraint("requested_cents BETWEEN 1 AND 1000000000000", name=op.f("ck_subsidy_case_requested")),
        sa.CheckConstraint("reserved_cents BETWEEN 0 AND requested_cents", name=op.f("ck_subsidy_case_reserved")),
        sa.ForeignKeyConstraint(["applicant_id"], ["tenant.id"], name=op.f("fk_subsidy_case_applicant_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "ceiling_id"],
            ["subsidy_ceiling.tenant_id", "subsidy_ceiling.id"],
            name=op.f("fk_subsidy_case_tenant_id_ceiling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "id", "seq", "state"],
            [
                "subsidy_transition.tenant_id",
                "subsidy_transition.case_id",
                "subsidy_transition.seq",
                "subsidy_transition.after",
            ],
            name="fk_subsidy_case_state_is_a_transition",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "scheme_id", "scheme_number"],
            ["subsidy_scheme_version.tenant_id", "subsidy_scheme_version.scheme_id", "subsidy_scheme_version.number"],
            name="fk_subsidy_case_scheme_version",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_case_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_case")),
        sa.UniqueConstraint(
            "tenant_id",
            "applicant_id",
            "application_id",
            name=op.f("uq_subsidy_case_tenant_id_applicant_id_application_id"),
        ),
        sa.UniqueConstraint(
            "tenant_id", "applicant_id", "once", name=op.f("uq_subsidy_case_tenant_id_applicant_id_once")
        ),
        sa.UniqueConstraint("tenant_id", "reference", name=op.f("uq_subsidy_case_tenant_id_reference")),
    )
    with op.batch_alter_table("subsidy_case", schema=None) as batch_op:
        batch_op.create_index("ix_subsidy_case_order", ["tenant_id", "ceiling_id", "complete_at", "id"], unique=False)
        batch_op.create_index(
            "ix_subsidy_case_queue", ["tenant_id", "scheme_id", "state", "decision_due", "id"], unique=False
        )

    op.create_table(
        "subsidy_ceiling_change",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ceiling_id", sa.Uuid(), nullable=False),
        sa.Column("from_at", UtcDateTime(), nullable=False),
        sa.Column("cents", Cents(), nullable=False),
        sa.Column("basis", sa.String(length=200), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.CheckConstraint("cents BETWEEN 0 AND 1000000000000", name=op.f("ck_subsidy_ceiling_change_cents")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "ceiling_id"],
            ["subsidy_ceiling.tenant_id", "subsidy_ceiling.id"],
            name=op.f("fk_subsidy_ceiling_change_tenant_id_ceiling_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_ceiling_change_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_ceiling_change")),
    )
    with op.batch_alter_table("subsidy_ceiling_change", schema=None) as batch_op:
        batch_op.create_index(
            "ix_subsidy_ceiling_change_from", ["tenant_id", "ceiling_id", "from_at", "id"], unique=False
        )

    op.create_table(
        "partner_offer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("bring", sa.String(length=500), nullable=False),
        sa.Column("contact", sa.String(length=200), nullable=False),
        sa.Column(
            "entry",
            sa.Enum(
                "walk_in", "sign_up", "course", "appointment", "call_first", name="entry", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column(
            "more_room", sa.Enum("place", "wait", "full", name="moreroom", native_enum=False, length=40), nullable=True
        ),
        sa.Column("wait_weeks", sa.Integer(), nullable=True),
        sa.Column("room_said_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("changed_by_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "(entry = 'sign_up') = (capacity IS NOT NULL)", name=op.f("ck_partner_offer_sign_up_has_capacity")
        ),
        sa.CheckConstraint("entry IN ('walk_in', 'sign_up', 'call_first')", name=op.f("ck_partner_offer_entry")),
        sa.CheckConstraint("wait_weeks IS NULL OR more_room = 'wait'", name=op.f("ck_partner_offer_weeks_of_a_wait")),
        sa.CheckConstraint(
            "(more_room IS NULL) = (room_said_on IS NULL)", name=op.f("ck_partner_offer_room_said_when")
        ),
        sa.CheckConstraint("capacity IS NULL OR capacity BETWEEN 1 AND 10000", name=op.f("ck_partner_offer_capacity")),
        sa.CheckConstraint("wait_weeks BETWEEN 1 AND 104", name=op.f("ck_partner_offer_wait_weeks")),
        sa.ForeignKeyConstraint(
            ["changed_by_id"], ["user_account.id"], name=op.f("fk_partner_offer_changed_by_id"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["concept_slug"], ["concept.slug"], name=op.f("fk_partner_offer_concept_slug")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_partner_offer_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_partner_offer")),
    )
    with op.batch_alter_table("partner_offer", schema=None) as batch_op:
        batch_op.create_index("ix_partner_offer_organisation", ["organisation_id", "title", "id"], unique=False)

    op.create_table(
        "activity",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("bring", sa.String(length=500), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("cost_cents", Cents(), nullable=False),
        sa.Column(
            "entry",
            sa.Enum(
                "walk_in", "sign_up", "course", "appointment", "call_first", name="entry", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("slot_minutes", sa.Integer(), nullable=True),
        sa.Column("kept_seats", sa.Integer(), nullable=False),
        sa.Column(
            "mode", sa.Enum("at_branch", "online", "both", name="mode", native_enum=False, length=40), nullable=False
        ),
        sa.Column("online_link", sa.String(length=500), nullable=False),
        sa.Column("online_link_at", UtcDateTime(), nullable=True),
        sa.Column("online_capacity", sa.Integer(), nullable=True),
        sa.Column(
            "state",
            sa.Enum("draft", "published", "withdrawn", name="activitystate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("published_at", UtcDateTime(), nullable=True),
        sa.Column("publish_at", UtcDateTime(), nullable=True),
        sa.Column("publish_refused", sa.String(length=300), nullable=True),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("adopted", sa.JSON(), nullable=False),
        sa.Column("partner_offer_id", sa.Uuid(), nullable=True),
        sa.Column("offer_version", sa.Integer(), nullable=True),
        sa.Column("asked_at", UtcDateTime(), nullable=True),
        sa.Column("declined", sa.String(length=160), nullable=True),
        sa.Column("extern_id", sa.String(length=80), nullable=True),
        sa.Column("paused_from", sa.Date(), nullable=True),
        sa.Column("paused_until", sa.Date(), nullable=True),
        sa.Column("review_on", sa.Date(), nullable=True),
        sa.Column("pause_reason", sa.String(length=160), nullable=False),
        sa.Column("also_when_closed", sa.Boolean(), nullable=False),
        sa.Column("outside_hours", sa.Boolean(), nullable=False),
        sa.Column("leader", sa.String(length=80), nullable=False),
        sa.Column("needs_leader", sa.Boolean(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("holds_until", UtcDateTime(), nullable=True),
        sa.Column("created_at", UtcDateTime(), nullable=False),
        sa.Column("revised_at", UtcDateTime(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(entry = 'appointment') = (slot_minutes IS NOT NULL)", name=op.f("ck_activity_slot_with_appointment")
        ),
        sa.CheckConstraint("(mode = 'at_branch') = (online_link = '')", name=op.f("ck_activity_online_has_link")),
        sa.CheckConstraint(
            "(mode = 'both') = (online_capacity IS NOT NULL)", name=op.f("ck_activity_both_has_online_capacity")
        ),
        sa.CheckConstraint("(state = 'draft') = (published_at IS NULL)", name=op.f("ck_activity_published_when")),
        sa.CheckConstraint(
            "entry <> 'appointment' OR capacity IS NOT NULL", name=op.f("ck_activity_appointment_has_capacity")
        ),
        sa.CheckConstraint(
            "entry IN ('sign_up', 'course', 'appointment') OR capacity IS NULL",
            name=op.f("ck_activity_capacity_with_sign_up"),
        ),
        sa.CheckConstraint("holds_until IS NULL OR state = 'draft'", name=op.f("ck_activity_holds_as_a_draft")),
        sa.CheckConstraint("mode <> 'both' OR entry <> 'appointment'", name=op.f("ck_activity_appointment_is_one_way")),
        sa.CheckConstraint(
            "mode = 'at_branch' OR entry IN ('sign_up', 'course', 'appointment')",
            name=op.f("ck_activity_online_with_sign_up"),
        ),
        sa.CheckConstraint("publish_at IS NULL OR state = 'draft'", name=op.f("ck_activity_publish_at_of_a_draft")),
        sa.CheckConstraint(
            "(paused_from IS NOT NULL AND paused_until IS NULL) = (review_on IS NOT NULL)",
            name=op.f("ck_activity_open_pause_has_review"),
        ),
        sa.CheckConstraint("capacity IS NULL OR capacity BETWEEN 1 AND 10000", name=op.f("ck_activity_capacity")),
        sa.CheckConstraint("cost_cents BETWEEN 0 AND 100000", name=op.f("ck_activity_cost")),
        sa.CheckConstraint(
            "kept_seats >= 0 AND (kept_seats = 0 OR kept_seats <= capacity)", name=op.f("ck_activity_kept_seats")
        ),
        sa.CheckConstraint("online_capacity BETWEEN 1 AND 10000", name=op.f("ck_activity_online_capacity")),
        sa.CheckConstraint(
            "paused_until IS NULL OR paused_from < paused_until", name=op.f("ck_activity_pause_has_days")
        ),
        sa.CheckConstraint(
            "publish_refused IS NULL OR publish_at IS NOT NULL", name=op.f("ck_activity_publish_refused_when")
        ),
        sa.CheckConstraint("slot_minutes BETWEEN 5 AND 240", name=op.f("ck_activity_slot_minutes")),
        sa.ForeignKeyConstraint(["concept_slug"], ["concept.slug"], name=op.f("fk_activity_concept_slug")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_activity_organisation_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"], name=op.f("fk_activity_tenant_id_branch_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_activity_tenant_id")),
        sa.CheckConstraint("asked_at IS NULL OR state = 'draft'", name=op.f("ck_activity_asked_of_a_draft")),
        sa.ForeignKeyConstraint(["partner_offer_id"], ["partner_offer.id"], name=op.f("fk_activity_partner_offer_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_activity")),
    )
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.create_index("ix_activity_organisation", ["organisation_id", "tenant_id"], unique=False)
        batch_op.create_index("ix_activity_state", ["tenant_id", "state", "title", "id"], unique=False)
        batch_op.create_index("uq_activity_extern", ["tenant_id", "extern_id"], unique=True)

    op.create_table(
        "month_figures",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("cancelled", sa.Integer(), nullable=False),
        sa.Column("held", sa.Integer(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("registered", sa.Integer(), nullable=False),
        sa.Column("present", sa.Integer(), nullable=False),
        sa.Column("registered_present", sa.Integer(), nullable=False),
        sa.Column("present_at_sign_up", sa.Integer(), nullable=False),
        sa.Column("turned_away", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["concept_slug"], ["concept.slug"], name=op.f("fk_month_figures_concept_slug")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_month_figures_tenant_id_branch_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_month_figures_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_month_figures")),
    )
    with op.batch_alter_table("month_figures", schema=None) as batch_op:
        batch_op.create_index("ix_month_figures_month", ["month", "concept_slug"], unique=False)
        batch_op.create_index("uq_month_figures_cell", ["tenant_id", "branch_id", "concept_slug", "month"], unique=True)

    op.create_table(
        "source",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Enum("address", "files", name="sourcekind", native_enum=False, length=40), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=2000), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("publishes", sa.Boolean(), nullable=False),
        sa.Column("contact", sa.String(length=254), nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=False),
        sa.Column("last_modified", sa.String(length=200), nullable=False),
        sa.Column("read_at", UtcDateTime(), nullable=True),
        sa.Column("seen_at", UtcDateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("failing_since", UtcDateTime(), nullable=True),
        sa.Column("problem", sa.String(length=300), nullable=False),
        sa.CheckConstraint("kind = 'files' OR address <> ''", name=op.f("ck_source_has_address")),
        sa.CheckConstraint("(failing_since IS NULL) = (failures = 0)", name=op.f("ck_source_failing_since")),
        sa.ForeignKeyConstraint(["concept_slug"], ["concept.slug"], name=op.f("fk_source_concept_slug")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"], ["branch.tenant_id", "branch.id"], name=op.f("fk_source_tenant_id_branch_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_source_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_source")),
    )
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.create_index("uq_source_address", ["tenant_id", "address"], unique=True)

    op.create_table(
        "subsidy_case_duty",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column(
            "duty",
            sa.Enum("assessor", "controller", "decider", name="duty", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"],
            ["subsidy_case.tenant_id", "subsidy_case.id"],
            name=op.f("fk_subsidy_case_duty_tenant_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_case_duty_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_case_duty")),
        sa.UniqueConstraint(
            "tenant_id", "case_id", "user_id", "duty", name=op.f("uq_subsidy_case_duty_tenant_id_case_id_user_id_duty")
        ),
        sa.UniqueConstraint(
            "tenant_id", "case_id", "user_id", name=op.f("uq_subsidy_case_duty_tenant_id_case_id_user_id")
        ),
    )
    op.create_table(
        "subsidy_clock_stop",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("answer_until", sa.Date(), nullable=False),
        sa.Column("resumed_on", sa.Date(), nullable=True),
        sa.Column("asked", sa.JSON(), nullable=False),
        sa.Column("text", sa.String(length=2000), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=False),
        sa.CheckConstraint("answer_until > asked_on", name=op.f("ck_subsidy_clock_stop_answer_takes_time")),
        sa.CheckConstraint("resumed_on >= asked_on", name=op.f("ck_subsidy_clock_stop_in_order")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"],
            ["subsidy_case.tenant_id", "subsidy_case.id"],
            name=op.f("fk_subsidy_clock_stop_tenant_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_clock_stop_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_clock_stop")),
        sa.UniqueConstraint(
            "tenant_id", "case_id", "number", name=op.f("uq_subsidy_clock_stop_tenant_id_case_id_number")
        ),
    )
    with op.batch_alter_table("subsidy_clock_stop", schema=None) as batch_op:
        batch_op.create_index(
            "uq_subsidy_clock_stop_lasting",
            ["tenant_id", "case_id"],
            unique=True,
            sqlite_where=sa.text("resumed_on IS NULL"),
            postgresql_where=sa.text("resumed_on IS NULL"),
        )

    op.create_table(
        "subsidy_conflict_statement",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("conflicted", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "NOT conflicted OR note <> ''", name=op.f("ck_subsidy_conflict_statement_conflict_is_explained")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"],
            ["subsidy_case.tenant_id", "subsidy_case.id"],
            name=op.f("fk_subsidy_conflict_statement_tenant_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_conflict_statement_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_conflict_statement")),
        sa.UniqueConstraint(
            "tenant_id",
            "case_id",
            "user_id",
            "number",
            name=op.f("uq_subsidy_conflict_statement_tenant_id_case_id_user_id_number"),
        ),
    )
    op.create_table(
        "subsidy_posting",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ceiling_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column(
            "debit",
            sa.Enum("budget", "available", "reserved", "committed", name="account", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "credit",
            sa.Enum("budget", "available", "reserved", "committed", name="account", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("cents", Cents(), nullable=False),
        sa.Column("what", sa.String(length=80), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("by", sa.Uuid(), nullable=True),
        sa.Column("reverses_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint(
            "cents BETWEEN 1 AND 1000000000000 AND cents = CAST(cents AS BIGINT)", name=op.f("ck_subsidy_posting_cents")
        ),
        sa.CheckConstraint("debit <> credit", name=op.f("ck_subsidy_posting_two_accounts")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"],
            ["subsidy_case.tenant_id", "subsidy_case.id"],
            name=op.f("fk_subsidy_posting_tenant_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "ceiling_id"],
            ["subsidy_ceiling.tenant_id", "subsidy_ceiling.id"],
            name=op.f("fk_subsidy_posting_tenant_id_ceiling_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "reverses_id"],
            ["subsidy_posting.tenant_id", "subsidy_posting.id"],
            name=op.f("fk_subsidy_posting_tenant_id_reverses_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_posting_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_posting")),
        sa.UniqueConstraint("tenant_id", "reverses_id", name=op.f("uq_subsidy_posting_tenant_id_reverses_id")),
    )
    with op.batch_alter_table("subsidy_posting", schema=None) as batch_op:
        batch_op.create_index("ix_subsidy_posting_case", ["tenant_id", "case_id", "at", "id"], unique=False)
        batch_op.create_index(
            "ix_subsidy_posting_ceiling", ["tenant_id", "ceiling_id", "debit", "credit"], unique=False
        )

    op.create_table(
        "subsidy_snapshot",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("sent_by", sa.Uuid(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("length(sha256) = 64", name=op.f("ck_subsidy_snapshot_sha256")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"],
            ["subsidy_case.tenant_id", "subsidy_case.id"],
            name=op.f("fk_subsidy_snapshot_tenant_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_snapshot_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_snapshot")),
        sa.UniqueConstraint(
            "tenant_id", "case_id", "number", name=op.f("uq_subsidy_snapshot_tenant_id_case_id_number")
        ),
    )
    op.create_table(
        "activity_exception",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "kind", sa.Enum("skip", "extra", "move", name="exceptionkind", native_enum=False, length=40), nullable=False
        ),
        sa.Column("begins", sa.Time(), nullable=True),
        sa.Column("ends", sa.Time(), nullable=True),
        sa.Column("reason", sa.String(length=160), nullable=False),
        sa.Column("to_day", sa.Date(), nullable=True),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("kind <> 'extra' OR begins IS NOT NULL", name=op.f("ck_activity_exception_extra_has_times")),
        sa.CheckConstraint("kind = 'move' OR to_day IS NULL", name=op.f("ck_activity_exception_moved_to")),
        sa.CheckConstraint("(begins IS NULL) = (ends IS NULL)", name=op.f("ck_activity_exception_times")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_activity_exception_tenant_id_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_activity_exception_tenant_id_branch_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_activity_exception_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_activity_exception")),
    )
    with op.batch_alter_table("activity_exception", schema=None) as batch_op:
        batch_op.create_index("uq_activity_exception_day", ["tenant_id", "activity_id", "day"], unique=True)

    op.create_table(
        "activity_rule",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "frequency",
            sa.Enum(
                "dates", "weekly", "odd_weeks", "even_weeks", "monthly", name="frequency", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("weekdays", sa.JSON(), nullable=False),
        sa.Column("nths", sa.JSON(), nullable=False),
        sa.Column("begins", sa.Time(), nullable=False),
        sa.Column("ends", sa.Time(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("not_in_school_holidays", sa.Boolean(), nullable=False),
        sa.Column("not_on_public_holidays", sa.Boolean(), nullable=False),
        sa.Column("every", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=True),
        sa.Column("dates", sa.JSON(), nullable=False),
        sa.CheckConstraint("begins <> ends", name=op.f("ck_activity_rule_has_length")),
        sa.CheckConstraint("every BETWEEN 1 AND 52", name=op.f("ck_activity_rule_every")),
        sa.CheckConstraint("times BETWEEN 1 AND 500", name=op.f("ck_activity_rule_times")),
        sa.CheckConstraint("times IS NULL OR until IS NULL", name=op.f("ck_activity_rule_one_end")),
        sa.CheckConstraint("until IS NULL OR since < until", name=op.f("ck_activity_rule_season_has_days")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_activity_rule_tenant_id_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_activity_rule_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_activity_rule")),
    )
    with op.batch_alter_table("activity_rule", schema=None) as batch_op:
        batch_op.create_index("ix_activity_rule_activity", ["tenant_id", "activity_id", "position"], unique=False)

    op.create_table(
        "activity_session",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("leader", sa.String(length=80), nullable=False),
        sa.Column("needs_leader", sa.Boolean(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("is_tentative", sa.Boolean(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "planned", "paused", "cancelled", "held", "not_held", name="sessionstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("reason", sa.String(length=160), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("kept", sa.Integer(), nullable=False),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("online_capacity", sa.Integer(), nullable=True),
        sa.Column("online_taken", sa.Integer(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("changed_at", UtcDateTime(), nullable=False),
        sa.Column("moved_from", UtcDateTime(), nullable=True),
        sa.Column("present", sa.Integer(), nullable=True),
        sa.Column("registered_present", sa.Integer(), nullable=True),
        sa.Column("turned_away", sa.Integer(), nullable=False),
        sa.Column("counted_at", UtcDateTime(), nullable=True),
        sa.Column("closed_at", UtcDateTime(), nullable=True),
        sa.Column("volunteers", sa.Integer(), nullable=True),
        sa.Column("volunteer_minutes", sa.Integer(), nullable=True),
        sa.Column("count_reason", sa.String(length=160), nullable=False),
        sa.CheckConstraint("(state = 'held') = (counted_at IS NOT NULL)", name=op.f("ck_activity_session_counted_at")),
        sa.CheckConstraint("closed_at IS NULL OR state = 'held'", name=op.f("ck_activity_session_closed_when_held")),
        sa.CheckConstraint("present IS NULL OR state = 'held'", name=op.f("ck_activity_session_counted_when_held")),
        sa.CheckConstraint(
            "present >= 0 AND turned_away >= 0 AND registered_present >= 0", name=op.f("ck_activity_session_counts")
        ),
        sa.CheckConstraint(
            "registered_present IS NULL OR registered_present <= present",
            name=op.f("ck_activity_session_registered_among_present"),
        ),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_activity_session_starts_before_it_ends")),
        sa.CheckConstraint(
            "taken >= 0 AND kept >= 0 AND online_taken BETWEEN 0 AND taken", name=op.f("ck_activity_session_taken")
        ),
        sa.CheckConstraint(
            "volunteers BETWEEN 0 AND 1000 AND volunteer_minutes BETWEEN 0 AND 600000",
            name=op.f("ck_activity_session_volunteers"),
        ),
        sa.ForeignKeyConstraint(["concept_slug"], ["concept.slug"], name=op.f("fk_activity_session_concept_slug")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_activity_session_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_activity_session_tenant_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_activity_session_tenant_id_branch_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_activity_session_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_activity_session")),
    )
    with op.batch_alter_table("activity_session", schema=None) as batch_op:
        batch_op.create_index("ix_activity_session_agenda", ["tenant_id", "starts_at", "id"], unique=False)
        batch_op.create_index("ix_activity_session_branch", ["tenant_id", "branch_id", "starts_at"], unique=False)
        batch_op.create_index("ix_activity_session_organisation", ["organisation_id", "starts_at"], unique=False)
        batch_op.create_index("uq_activity_session_start", ["tenant_id", "activity_id", "starts_at"], unique=True)

    op.create_table(
        "activity_version",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("said", sa.JSON(), nullable=False),
        sa.CheckConstraint("number > 0", name=op.f("ck_activity_version_number")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_activity_version_tenant_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_activity_version_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_activity_version")),
    )
    with op.batch_alter_table("activity_version", schema=None) as batch_op:
        batch_op.create_index("uq_activity_version", ["tenant_id", "activity_id", "number"], unique=True)
        batch_op.create_index("uq_activity_version_seq", ["tenant_id", "seq"], unique=True)

    op.create_table(
        "imported",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("given", sa.JSON(), nullable=False),
        sa.Column("gone_at", UtcDateTime(), nullable=True),
        sa.Column("kept_at", UtcDateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_imported_tenant_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source_id"],
            ["source.tenant_id", "source.id"],
            name=op.f("fk_imported_tenant_id_source_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_imported_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_imported")),
    )
    with op.batch_alter_table("imported", schema=None) as batch_op:
        batch_op.create_index("ix_imported_activity", ["tenant_id", "activity_id"], unique=False)
        batch_op.create_index("ix_imported_gone", ["tenant_id", "gone_at", "id"], unique=False)
        batch_op.create_index("uq_imported_key", ["tenant_id", "source_id", "key"], unique=True)

    op.create_table(
        "room_hold",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("room_number", sa.Integer(), nullable=False),
        sa.Column("starts_at", UtcDateTime(), nullable=False),
        sa.Column("held_from", UtcDateTime(), nullable=False),
        sa.Column("held_until", UtcDateTime(), nullable=False),
        sa.CheckConstraint(
            "held_from <= starts_at AND starts_at < held_until", name=op.f("ck_room_hold_holds_its_start")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_room_hold_tenant_id_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "room_number"],
            ["room.tenant_id", "room.number"],
            name=op.f("fk_room_hold_tenant_id_room_number"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_room_hold_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_room_hold")),
    )
    with op.batch_alter_table("room_hold", schema=None) as batch_op:
        batch_op.create_index("ix_room_hold_room", ["tenant_id", "room_number", "held_until"], unique=False)
        batch_op.create_index("uq_room_hold_start", ["tenant_id", "activity_id", "starts_at"], unique=True)

    op.create_table(
        "sign_up_conditions",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("opens_days", sa.Integer(), nullable=True),
        sa.Column("closes_hours", sa.Integer(), nullable=False),
        sa.Column("opens_at", UtcDateTime(), nullable=True),
        sa.Column("closes_at", UtcDateTime(), nullable=True),
        sa.Column("group_most", sa.Integer(), nullable=False),
        sa.Column("waiting_list", sa.Boolean(), nullable=False),
        sa.Column("remind_hours", sa.Integer(), nullable=False),
        sa.Column("question", sa.String(length=160), nullable=False),
        sa.Column("question_why", sa.String(length=160), nullable=False),
        sa.Column("member_cents", Cents(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(question = '') = (question_why = '')", name=op.f("ck_sign_up_conditions_question_says_why")
        ),
        sa.CheckConstraint("group_most BETWEEN 1 AND 10", name=op.f("ck_sign_up_conditions_group_most")),
        sa.CheckConstraint("member_cents BETWEEN 0 AND 100000", name=op.f("ck_sign_up_conditions_member_cents")),
        sa.CheckConstraint("opens_at < closes_at", name=op.f("ck_sign_up_conditions_opens_before_it_closes")),
        sa.CheckConstraint(
            "opens_days BETWEEN 0 AND 366 AND closes_hours BETWEEN 0 AND 720", name=op.f("ck_sign_up_conditions_window")
        ),
        sa.CheckConstraint("remind_hours BETWEEN 0 AND 168", name=op.f("ck_sign_up_conditions_remind_hours")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_sign_up_conditions_tenant_id_activity_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_sign_up_conditions_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sign_up_conditions")),
    )
    with op.batch_alter_table("sign_up_conditions", schema=None) as batch_op:
        batch_op.create_index("uq_sign_up_conditions_activity", ["tenant_id", "activity_id"], unique=True)

    op.create_table(
        "slot_request",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("rule", sa.String(length=2000), nullable=False),
        sa.Column("note", sa.String(length=500), nullable=False),
        sa.Column(
            "state",
            sa.Enum("asked", "granted", "declined", "withdrawn", name="slotstate", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("reminded_at", UtcDateTime(), nullable=True),
        sa.Column("answered_at", UtcDateTime(), nullable=True),
        sa.Column("answer", sa.String(length=500), nullable=False),
        sa.Column("given_branch_id", sa.Uuid(), nullable=True),
        sa.Column("given_room", sa.String(length=80), nullable=False),
        sa.Column("given_rule", sa.String(length=2000), nullable=False),
        sa.Column("skipped", sa.Integer(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("(state = 'asked') = (answered_at IS NULL)", name=op.f("ck_slot_request_answered_when")),
        sa.CheckConstraint(
            "(state = 'granted') = (activity_id IS NOT NULL)", name=op.f("ck_slot_request_granted_is_an_activity")
        ),
        sa.CheckConstraint(
            "(state = 'granted') = (given_branch_id IS NOT NULL)", name=op.f("ck_slot_request_granted_is_somewhere")
        ),
        sa.ForeignKeyConstraint(["concept_slug"], ["concept.slug"], name=op.f("fk_slot_request_concept_slug")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_slot_request_organisation_id")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_slot_request_tenant_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_slot_request_tenant_id_branch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "given_branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_slot_request_tenant_id_given_branch_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_slot_request_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_slot_request")),
    )
    with op.batch_alter_table("slot_request", schema=None) as batch_op:
        batch_op.create_index("ix_slot_request_of_organisation", ["organisation_id", "state", "asked_at"], unique=False)
        batch_op.create_index("ix_slot_request_waiting", ["tenant_id", "state", "asked_at", "id"], unique=False)

    op.create_table(
        "subsidy_assessment",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("assessor_id", sa.Uuid(), nullable=False),
        sa.Column(
            "duty",
            sa.Enum("assessor", "controller", "decider", name="duty", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("positive", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.String(length=4000), nullable=False),
        sa.Column("total", sa.Integer(), nullable=False),
        sa.Column("locked_at", UtcDateTime(), nullable=False),
        sa.CheckConstraint("duty = 'assessor'", name=op.f("ck_subsidy_assessment_by_an_assessor")),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_subsidy_assessment_has_reason")),
        sa.CheckConstraint("round > 0", name=op.f("ck_subsidy_assessment_round")),
        sa.CheckConstraint("total BETWEEN 0 AND 10000", name=op.f("ck_subsidy_assessment_total")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id", "assessor_id", "duty"],
            [
                "subsidy_case_duty.tenant_id",
                "subsidy_case_duty.case_id",
                "subsidy_case_duty.user_id",
                "subsidy_case_duty.duty",
            ],
            name="fk_subsidy_assessment_duty",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"],
            ["subsidy_case.tenant_id", "subsidy_case.id"],
            name=op.f("fk_subsidy_assessment_tenant_id_case_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_assessment_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_assessment")),
        sa.UniqueConstraint(
            "tenant_id",
            "case_id",
            "round",
            "assessor_id",
            name=op.f("uq_subsidy_assessment_tenant_id_case_id_round_assessor_id"),
        ),
    )
    op.create_table(
        "subsidy_decision",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("replaces_id", sa.Uuid(), nullable=True),
        sa.Column(
            "outcome",
            sa.Enum(
                "draft",
                "submitted",
                "completeness_check",
                "supplement_requested",
                "under_assessment",
                "assessed",
                "internal_control",
                "allocation_proposed",
                "awaiting_signature",
                "granted",
                "refused",
                "withdrawn",
                name="state",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("ground", sa.String(length=40), nullable=False),
        sa.Column("requested_cents", Cents(), nullable=False),
        sa.Column("cents", Cents(), nullable=False),
        sa.Column("motivation", sa.String(length=4000), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=False),
        sa.Column(
            "duty",
            sa.Enum("assessor", "controller", "decider", name="duty", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("decided_at", UtcDateTime(), nullable=False),
        sa.Column("notified_on", sa.Date(), nullable=False),
        sa.Column("objection_until", sa.Date(), nullable=False),
        sa.CheckConstraint("(outcome = 'granted') = (cents > 0)", name=op.f("ck_subsidy_decision_granted_has_amount")),
        sa.CheckConstraint("duty = 'decider'", name=op.f("ck_subsidy_decision_by_a_decider")),
        sa.CheckConstraint("motivation <> ''", name=op.f("ck_subsidy_decision_has_motivation")),
        sa.CheckConstraint("outcome = 'granted' OR ground <> ''", name=op.f("ck_subsidy_decision_refusal_has_ground")),
        sa.CheckConstraint("outcome IN ('granted', 'refused')", name=op.f("ck_subsidy_decision_outcome")),
        sa.CheckConstraint("(number = 1) = (replaces_id IS NULL)", name=op.f("ck_subsidy_decision_first_or_replaces")),
        sa.CheckConstraint(
            "cents BETWEEN 0 AND requested_cents", name=op.f("ck_subsidy_decision_granted_within_requested")
        ),
        sa.CheckConstraint("objection_until > notified_on", name=op.f("ck_subsidy_decision_objection_takes_time")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id", "decided_by", "duty"],
            [
                "subsidy_case_duty.tenant_id",
                "subsidy_case_duty.case_id",
                "subsidy_case_duty.user_id",
                "subsidy_case_duty.duty",
            ],
            name="fk_subsidy_decision_duty",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "case_id"],
            ["subsidy_case.tenant_id", "subsidy_case.id"],
            name=op.f("fk_subsidy_decision_tenant_id_case_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "replaces_id"],
            ["subsidy_decision.tenant_id", "subsidy_decision.id"],
            name=op.f("fk_subsidy_decision_tenant_id_replaces_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_decision_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_decision")),
        sa.UniqueConstraint(
            "tenant_id", "case_id", "number", name=op.f("uq_subsidy_decision_tenant_id_case_id_number")
        ),
        sa.UniqueConstraint("tenant_id", "replaces_id", name=op.f("uq_subsidy_decision_tenant_id_replaces_id")),
    )
    op.create_table(
        "waiting_file",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("source_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("calendar", "table", "workbook", "uitdatabank", name="filekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("etag", sa.String(length=200), nullable=False),
        sa.Column("last_modified", sa.String(length=200), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("sent_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "source_id"],
            ["source.tenant_id", "source.id"],
            name=op.f("fk_waiting_file_tenant_id_source_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_waiting_file_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_waiting_file")),
    )
    with op.batch_alter_table("waiting_file", schema=None) as batch_op:
        batch_op.create_index("uq_waiting_file_source", ["tenant_id", "source_id"], unique=True)

    op.create_table(
        "desk_tap",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "session_id"],
            ["activity_session.tenant_id", "activity_session.id"],
            name=op.f("fk_desk_tap_tenant_id_session_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_desk_tap_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_desk_tap")),
    )
    with op.batch_alter_table("desk_tap", schema=None) as batch_op:
        batch_op.create_index("ix_desk_tap_at", ["tenant_id", "at"], unique=False)

    op.create_table(
        "help_question",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("visit_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "half",
            sa.Enum("morning", "afternoon", "evening", name="half", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "kind",
            sa.Enum(
                "contact",
                "course",
                "society",
                "providers",
                "referral",
                "library",
                "other",
                name="kind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "topic",
            sa.Enum(
                "digid",
                "device",
                "benefits",
                "tax",
                "letter",
                "messages",
                "municipal",
                "work",
                "pension",
                "study",
                "driving",
                "care",
                "housing",
                "money",
                "course",
                "library",
                "other",
                name="topic",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "channel",
            sa.Enum("desk", "phone", "online", "elsewhere", name="channel", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "body",
            sa.Enum(
                "belastingdienst",
                "toeslagen",
                "logius",
                "municipality",
                "uwv",
                "svb",
                "duo",
                "cak",
                "cbr",
                "rdw",
                "cjib",
                "ind",
                "health_insurer",
                "legal_aid",
                "other",
                name="body",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "referred_body",
            sa.Enum(
                "belastingdienst",
                "toeslagen",
                "logius",
                "municipality",
                "uwv",
                "svb",
                "duo",
                "cak",
                "cbr",
                "rdw",
                "cjib",
                "ind",
                "health_insurer",
                "legal_aid",
                "other",
                name="body",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("referred_organisation_id", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("minutes IN (5, 15, 30, 60)", name=op.f("ck_help_question_minutes")),
        sa.CheckConstraint(
            "referred_body IS NULL OR referred_organisation_id IS NULL", name=op.f("ck_help_question_one_referral")
        ),
        sa.ForeignKeyConstraint(
            ["referred_organisation_id"], ["organisation.id"], name=op.f("fk_help_question_referred_organisation_id")
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "branch_id"],
            ["branch.tenant_id", "branch.id"],
            name=op.f("fk_help_question_tenant_id_branch_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "session_id"],
            ["activity_session.tenant_id", "activity_session.id"],
            name=op.f("fk_help_question_tenant_id_session_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_help_question_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_help_question")),
    )
    with op.batch_alter_table("help_question", schema=None) as batch_op:
        batch_op.create_index("ix_help_question_day", ["tenant_id", "day", "branch_id"], unique=False)
        batch_op.create_index("ix_help_question_recorded_at", ["tenant_id", "recorded_at"], unique=False)

    op.create_table(
        "referral",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "category",
            sa.Enum(
                "letter",
                "tax",
                "digital",
                "work",
                "money",
                "language",
                "meeting",
                "care",
                name="theme",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "half",
            sa.Enum("morning", "afternoon", "evening", name="half", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum("came", "not_for_us", "passed_on", name="outcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("from_tenant_id", sa.Integer(), nullable=False),
        sa.Column("code_hash", sa.String(length=64), nullable=True),
        sa.Column("passed_on_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("passed_on_id IS NULL OR outcome = 'passed_on'", name=op.f("ck_referral_passed_on")),
        sa.ForeignKeyConstraint(["from_tenant_id"], ["tenant.id"], name=op.f("fk_referral_from_tenant_id")),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_referral_organisation_id")),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_referral_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_referral")),
    )
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.create_index("ix_referral_ends_at", ["tenant_id", "ends_at"], unique=False)
        batch_op.create_index("ix_referral_of_organisation", ["organisation_id", "code_hash"], unique=False)
        batch_op.create_index("uq_referral_code", ["tenant_id", "code_hash"], unique=True)

    op.create_table(
        "sent_referral",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column(
            "category",
            sa.Enum(
                "letter",
                "tax",
                "digital",
                "work",
                "money",
                "language",
                "meeting",
                "care",
                name="theme",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column(
            "half",
            sa.Enum("morning", "afternoon", "evening", name="half", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column(
            "outcome",
            sa.Enum("came", "not_for_us", "passed_on", name="outcome", native_enum=False, length=40),
            nullable=True,
        ),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("to_tenant_id", sa.Integer(), nullable=False),
        sa.Column("seed", sa.Uuid(), nullable=True),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(seed IS NULL) = (session_id IS NULL)", name=op.f("ck_sent_referral_card_is_whole")),
        sa.ForeignKeyConstraint(["to_tenant_id"], ["tenant.id"], name=op.f("fk_sent_referral_to_tenant_id")),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisation.id"], name=op.f("fk_sent_referral_organisation_id")
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_sent_referral_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_sent_referral")),
    )
    with op.batch_alter_table("sent_referral", schema=None) as batch_op:
        batch_op.create_index("ix_sent_referral_day", ["tenant_id", "day", "id"], unique=False)

    op.create_table(
        "registration",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("activity_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.String(length=60), nullable=True),
        sa.Column("email", sa.String(length=254), nullable=True),
        sa.Column("phone", sa.String(length=20), nullable=True),
        sa.Column("code", sa.String(length=6), nullable=True),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "confirmed", "waiting", "offered", "cancelled", name="registrationstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("channel", sa.Enum("web", "desk", name="channel", native_enum=False, length=40), nullable=False),
        sa.Column("online", sa.Boolean(), nullable=False),
        sa.Column("language", sa.String(length=2), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("queued_at", UtcDateTime(), nullable=True),
        sa.Column("again", sa.Boolean(), nullable=False),
        sa.Column("offered_until", UtcDateTime(), nullable=True),
        sa.Column("passed_over_at", UtcDateTime(), nullable=True),
        sa.Column("seated_at", UtcDateTime(), nullable=True),
        sa.Column("slot_at", UtcDateTime(), nullable=True),
        sa.Column("slot_seat", sa.Integer(), nullable=True),
        sa.Column("answer", sa.String(length=300), nullable=True),
        sa.Column("is_member", sa.Boolean(), nullable=False),
        sa.Column("paid_at", UtcDateTime(), nullable=True),
        sa.Column("contact_key", sa.String(length=64), nullable=True),
        sa.Column("request_key", sa.String(length=64), nullable=True),
        sa.Column("signed_up_at", UtcDateTime(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=True),
        sa.Column("erased_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint(
            "(state = 'offered') = (offered_until IS NOT NULL)", name=op.f("ck_registration_offered_until")
        ),
        sa.CheckConstraint(
            "state <> 'waiting' OR (queued_at IS NOT NULL AND seated_at IS NULL)", name=op.f("ck_registration_waiting")
        ),
        sa.CheckConstraint(
            "state NOT IN ('confirmed', 'offered') OR seated_at IS NOT NULL",
            name=op.f("ck_registration_seated_has_seats"),
        ),
        sa.CheckConstraint("(erased_at IS NULL) = (name IS NOT NULL)", name=op.f("ck_registration_erased_has_no_name")),
        sa.CheckConstraint(
            "(slot_at IS NULL) = (slot_seat IS NULL) AND slot_seat >= 0", name=op.f("ck_registration_slot")
        ),
        sa.CheckConstraint(
            "erased_at IS NOT NULL OR email IS NOT NULL OR phone IS NOT NULL OR code IS NOT NULL",
            name=op.f("ck_registration_reachable"),
        ),
        sa.CheckConstraint("number > 0", name=op.f("ck_registration_number")),
        sa.CheckConstraint("seats BETWEEN 1 AND 10", name=op.f("ck_registration_seats")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "activity_id"],
            ["activity.tenant_id", "activity.id"],
            name=op.f("fk_registration_tenant_id_activity_id"),
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "session_id"],
            ["activity_session.tenant_id", "activity_session.id"],
            name=op.f("fk_registration_tenant_id_session_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_registration_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_registration")),
    )
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.create_index(
            "ix_registration_session", ["tenant_id", "session_id", "state", "queued_at", "number"], unique=False
        )
        batch_op.create_index("uq_registration_code", ["tenant_id", "code"], unique=True)
        batch_op.create_index("uq_registration_contact", ["tenant_id", "contact_key"], unique=True)
        batch_op.create_index(
            "uq_registration_number", ["tenant_id", "activity_id", "session_id", "number"], unique=True
        )
        batch_op.create_index("uq_registration_request", ["tenant_id", "request_key"], unique=True)
        batch_op.create_index("uq_registration_slot", ["tenant_id", "session_id", "slot_at", "slot_seat"], unique=True)

    op.create_table(
        "subsidy_score",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("criterion", sa.String(length=40), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(length=2000), nullable=False),
        sa.CheckConstraint("reason <> ''", name=op.f("ck_subsidy_score_has_reason")),
        sa.CheckConstraint("points BETWEEN 0 AND 10", name=op.f("ck_subsidy_score_points")),
        sa.ForeignKeyConstraint(
            ["tenant_id", "assessment_id"],
            ["subsidy_assessment.tenant_id", "subsidy_assessment.id"],
            name=op.f("fk_subsidy_score_tenant_id_assessment_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_subsidy_score_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_subsidy_score")),
        sa.UniqueConstraint(
            "tenant_id", "assessment_id", "criterion", name=op.f("uq_subsidy_score_tenant_id_assessment_id_criterion")
        ),
    )
    op.create_table(
        "attendance",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("registration_id", sa.Uuid(), nullable=False),
        sa.Column("session_id", sa.Uuid(), nullable=False),
        sa.Column("came", sa.Boolean(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["tenant_id", "registration_id"],
            ["registration.tenant_id", "registration.id"],
            name=op.f("fk_attendance_tenant_id_registration_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["tenant_id", "session_id"],
            ["activity_session.tenant_id", "activity_session.id"],
            name=op.f("fk_attendance_tenant_id_session_id"),
        ),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_attendance_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_attendance")),
    )
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.create_index("ix_attendance_registration", ["tenant_id", "registration_id"], unique=False)
        batch_op.create_index("uq_attendance", ["tenant_id", "session_id", "registration_id"], unique=True)

    op.create_table(
        "request_count",
        sa.Column("caller", sa.String(length=40), nullable=False),
        sa.Column("begins_at", UtcDateTime(), nullable=False),
        sa.Column("given", sa.Integer(), nullable=False),
        sa.CheckConstraint("given >= 0", name=op.f("ck_request_count_given")),
        sa.PrimaryKeyConstraint("caller", "begins_at", name=op.f("pk_request_count")),
    )
    with op.batch_alter_table("request_count", schema=None) as batch_op:
        batch_op.create_index("ix_request_count_begins_at", ["begins_at"], unique=False)

    op.create_table(
        "api_kept_answer",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("key_id", sa.Uuid(), nullable=False),
        sa.Column("asked", sa.String(length=64), nullable=False),
        sa.Column("said", sa.String(length=64), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("answer", sa.JSON(), nullable=False),
        sa.Column("headers", sa.JSON(), nullable=False),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_api_kept_answer_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_api_kept_answer")),
    )
    with op.batch_alter_table("api_kept_answer", schema=None) as batch_op:
        batch_op.create_index("ix_api_kept_answer_made_at", ["tenant_id", "made_at"], unique=False)
        batch_op.create_index("uq_api_kept_answer_asked", ["tenant_id", "key_id", "asked"], unique=True)

    op.create_table(
        "published_activity",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("concept_slug", sa.String(length=40), nullable=False),
        sa.Column("theme", sa.String(length=40), nullable=False),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("summary", sa.String(length=300), nullable=False),
        sa.Column("text", sa.String(length=4000), nullable=False),
        sa.Column("audience", sa.String(length=300), nullable=False),
        sa.Column("bring", sa.String(length=500), nullable=False),
        sa.Column("language", sa.String(length=40), nullable=False),
        sa.Column("room", sa.String(length=80), nullable=False),
        sa.Column("cost_cents", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=40), nullable=False),
        sa.Column("mode", sa.String(length=40), nullable=False),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("organisation_name", sa.String(length=120), nullable=False),
        sa.Column("sentence", sa.String(length=600), nullable=False),
        sa.Column("sentence_en", sa.String(length=600), nullable=False),
        sa.Column("verified_on", sa.Date(), nullable=True),
        sa.Column("published_at", UtcDateTime(), nullable=False),
        sa.Column("is_example", sa.Boolean(), nullable=False),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_published_activity_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_published_activity")),
    )
    with op.batch_alter_table("published_activity", schema=None) as batch_op:
        batch_op.create_index("ix_published_activity_branch", ["branch_id", "id"], unique=False)
        batch_op.create_index("ix_published_activity_told", ["told_at", "id"], unique=False)

    op.create_table(
        "published_tombstone",
        sa.Column("tenant_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("activity", "branch", "partnership", "session", name="thingkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("told_at", UtcDateTime(), nullable=False),
        sa.ForeignKeyConstraint(["tenant_id"], ["tenant.id"], name=op.f("fk_published_tombstone_tenant_id")),
        sa.PrimaryKeyConstraint("tenant_id", "id", name=op.f("pk_published_tombstone")),
    )
    with op.batch_alter_table("published_tombstone", schema=None) as batch_op:
        batch_op.create_index("ix_published_tombstone_told", ["told_at", "id"], unique=False)

    op.create_table(
        "api_key",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("secret_hash", sa.String(length=64), nullable=False),
        sa.Column("beginning", sa.String(length=12), nullable=False),
        sa.Column("may", sa.JSON(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=False),
        sa.Column("at_tenant_id", sa.Integer(), nullable=True),
        sa.Column("organisation_id", sa.Uuid(), nullable=True),
        sa.Column("made_at", UtcDateTime(), nullable=False),
        sa.Column("ends_at", UtcDateTime(), nullable=False),
        sa.Column("last_used_on", sa.Date(), nullable=True),
        sa.Column("revoked_at", UtcDateTime(), nullable=True),
        sa.CheckConstraint("(at_tenant_id IS NULL) <> (organisation_id IS NULL)", name=op.f("ck_api_key_one_place")),
        sa.CheckConstraint("ends_at > made_at", name=op.f("ck_api_key_ends_after_it_is_made")),
        sa.ForeignKeyConstraint(["at_tenant_id"], ["tenant.id"], name=op.f("fk_api_key_at_tenant_id")),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["user_account.id"], name=op.f("fk_api_key_made_by_id"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["organisation_id"], ["organisation.id"], name=op.f("fk_api_key_organisation_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_api_key")),
        sa.UniqueConstraint("secret_hash", name=op.f("uq_api_key_secret_hash")),
    )
    with op.batch_alter_table("api_key", schema=None) as batch_op:
        batch_op.create_index("ix_api_key_at_tenant", ["at_tenant_id", "made_at"], unique=False)
        batch_op.create_index("ix_api_key_ends_at", ["ends_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_api_key_made_by_id"), ["made_by_id"], unique=False)
        batch_op.create_index("ix_api_key_organisation", ["organisation_id", "made_at"], unique=False)

    # ### end Alembic commands ###
    for statement in GUARDS.get(op.get_bind().dialect.name, []):
        op.execute(statement)


def downgrade() -> None:
    # ### commands auto generated by Alembic - please adjust! ###
    with op.batch_alter_table("api_key", schema=None) as batch_op:
        batch_op.drop_index("ix_api_key_organisation")
        batch_op.drop_index(batch_op.f("ix_api_key_made_by_id"))
        batch_op.drop_index("ix_api_key_ends_at")
        batch_op.drop_index("ix_api_key_at_tenant")

    op.drop_table("api_key")
    with op.batch_alter_table("published_tombstone", schema=None) as batch_op:
        batch_op.drop_index("ix_published_tombstone_told")

    op.drop_table("published_tombstone")
    with op.batch_alter_table("published_activity", schema=None) as batch_op:
        batch_op.drop_index("ix_published_activity_told")
        batch_op.drop_index("ix_published_activity_branch")

    op.drop_table("published_activity")
    with op.batch_alter_table("api_kept_answer", schema=None) as batch_op:
        batch_op.drop_index("uq_api_kept_answer_asked")
        batch_op.drop_index("ix_api_kept_answer_made_at")

    op.drop_table("api_kept_answer")
    with op.batch_alter_table("request_count", schema=None) as batch_op:
        batch_op.drop_index("ix_request_count_begins_at")

    op.drop_table("request_count")
    with op.batch_alter_table("attendance", schema=None) as batch_op:
        batch_op.drop_index("uq_attendance")
        batch_op.drop_index("ix_attendance_registration")

    op.drop_table("attendance")
    op.drop_table("subsidy_score")
    with op.batch_alter_table("registration", schema=None) as batch_op:
        batch_op.drop_index("uq_registration_slot")
        batch_op.drop_index("uq_registration_request")
        batch_op.drop_index("uq_registration_number")
        batch_op.drop_index("uq_registration_contact")
        batch_op.drop_index("uq_registration_code")
        batch_op.drop_index("ix_registration_session")

    op.drop_table("registration")
    with op.batch_alter_table("sent_referral", schema=None) as batch_op:
        batch_op.drop_index("ix_sent_referral_day")

    op.drop_table("sent_referral")
    with op.batch_alter_table("referral", schema=None) as batch_op:
        batch_op.drop_index("uq_referral_code")
        batch_op.drop_index("ix_referral_of_organisation")
        batch_op.drop_index("ix_referral_ends_at")

    op.drop_table("referral")
    with op.batch_alter_table("help_question", schema=None) as batch_op:
        batch_op.drop_index("ix_help_question_recorded_at")
        batch_op.drop_index("ix_help_question_day")

    op.drop_table("help_question")
    with op.batch_alter_table("desk_tap", schema=None) as batch_op:
        batch_op.drop_index("ix_desk_tap_at")

    op.drop_table("desk_tap")
    with op.batch_alter_table("waiting_file", schema=None) as batch_op:
        batch_op.drop_index("uq_waiting_file_source")

    op.drop_table("waiting_file")
    op.drop_table("subsidy_decision")
    op.drop_table("subsidy_assessment")
    with op.batch_alter_table("slot_request", schema=None) as batch_op:
        batch_op.drop_index("ix_slot_request_waiting")
        batch_op.drop_index("ix_slot_request_of_organisation")

    op.drop_table("slot_request")
    with op.batch_alter_table("sign_up_conditions", schema=None) as batch_op:
        batch_op.drop_index("uq_sign_up_conditions_activity")

    op.drop_table("sign_up_conditions")
    with op.batch_alter_table("room_hold", schema=None) as batch_op:
        batch_op.drop_index("uq_room_hold_start")
        batch_op.drop_index("ix_room_hold_room")

    op.drop_table("room_hold")
    with op.batch_alter_table("imported", schema=None) as batch_op:
        batch_op.drop_index("uq_imported_key")
        batch_op.drop_index("ix_imported_gone")
        batch_op.drop_index("ix_imported_activity")

    op.drop_table("imported")
    with op.batch_alter_table("activity_version", schema=None) as batch_op:
        batch_op.drop_index("uq_activity_version_seq")
        batch_op.drop_index("uq_activity_version")

    op.drop_table("activity_version")
    with op.batch_alter_table("activity_session", schema=None) as batch_op:
        batch_op.drop_index("uq_activity_session_start")
        batch_op.drop_index("ix_activity_session_organisation")
        batch_op.drop_index("ix_activity_session_branch")
        batch_op.drop_index("ix_activity_session_agenda")

    op.drop_table("activity_session")
    with op.batch_alter_table("activity_rule", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_rule_activity")

    op.drop_table("activity_rule")
    with op.batch_alter_table("activity_exception", schema=None) as batch_op:
        batch_op.drop_index("uq_activity_exception_day")

    op.drop_table("activity_exception")
    op.drop_table("subsidy_snapshot")
    with op.batch_alter_table("subsidy_posting", schema=None) as batch_op:
        batch_op.drop_index("ix_subsidy_posting_ceiling")
        batch_op.drop_index("ix_subsidy_posting_case")

    op.drop_table("subsidy_posting")
    op.drop_table("subsidy_conflict_statement")
    with op.batch_alter_table("subsidy_clock_stop", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_subsidy_clock_stop_lasting",
            sqlite_where=sa.text("resumed_on IS NULL"),
            postgresql_where=sa.text("resumed_on IS NULL"),
        )

    op.drop_table("subsidy_clock_stop")
    op.drop_table("subsidy_case_duty")
    with op.batch_alter_table("source", schema=None) as batch_op:
        batch_op.drop_index("uq_source_address")

    op.drop_table("source")
    with op.batch_alter_table("month_figures", schema=None) as batch_op:
        batch_op.drop_index("uq_month_figures_cell")
        batch_op.drop_index("ix_month_figures_month")

    op.drop_table("month_figures")
    with op.batch_alter_table("activity", schema=None) as batch_op:
        batch_op.drop_index("uq_activity_extern")
        batch_op.drop_index("ix_activity_state")
        batch_op.drop_index("ix_activity_organisation")

    op.drop_table("activity")
    with op.batch_alter_table("partner_offer", schema=None) as batch_op:
        batch_op.drop_index("ix_partner_offer_organisation")

    op.drop_table("partner_offer")
    with op.batch_alter_table("subsidy_ceiling_change", schema=None) as batch_op:
        batch_op.drop_index("ix_subsidy_ceiling_change_from")

    op.drop_table("subsidy_ceiling_change")
    with op.batch_alter_table("subsidy_case", schema=None) as batch_op:
        batch_op.drop_index("ix_subsidy_case_queue")
        batch_op.drop_index("ix_subsidy_case_order")

    op.drop_table("subsidy_case")
    with op.batch_alter_table("room", schema=None) as batch_op:
        batch_op.drop_index("uq_room_name")

    op.drop_table("room")
    with op.batch_alter_table("question_figures", schema=None) as batch_op:
        batch_op.drop_index("uq_question_figures_cell")
        batch_op.drop_index("ix_question_figures_month")

    op.drop_table("question_figures")
    with op.batch_alter_table("place_name", schema=None) as batch_op:
        batch_op.drop_index("ix_place_name_place")

    op.drop_table("place_name")
    with op.batch_alter_table("organisation_moved", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_moved_merge")

    op.drop_table("organisation_moved")
    with op.batch_alter_table("opening_hours", schema=None) as batch_op:
        batch_op.drop_index("uq_opening_hours_branch")

    op.drop_table("opening_hours")
    with op.batch_alter_table("opening_exception", schema=None) as batch_op:
        batch_op.drop_index("uq_opening_exception_day")

    op.drop_table("opening_exception")
    with op.batch_alter_table("request_asker", schema=None) as batch_op:
        batch_op.drop_index("uq_request_asker_request")
        batch_op.drop_index("uq_request_asker_demand")
        batch_op.drop_index("ix_request_asker_demand")

    op.drop_table("request_asker")
    with op.batch_alter_table("activity_request", schema=None) as batch_op:
        batch_op.drop_index("ix_activity_request_open")
        batch_op.drop_index("ix_activity_request_asked_at")

    op.drop_table("activity_request")
    with op.batch_alter_table("request_answer", schema=None) as batch_op:
        batch_op.drop_index("ix_request_answer_answered_at")

    op.drop_table("request_answer")
    with op.batch_alter_table("activity_demand", schema=None) as batch_op:
        batch_op.drop_index("uq_activity_demand_cell")
        batch_op.drop_index("ix_activity_demand_concept")

    op.drop_table("activity_demand")
    with op.batch_alter_table("request_offer", schema=None) as batch_op:
        batch_op.drop_index("uq_request_offer_demand")
        batch_op.drop_index("ix_request_offer_organisation")

    op.drop_table("request_offer")
    with op.batch_alter_table("concept", schema=None) as batch_op:
        batch_op.drop_index("ix_concept_theme")

    op.drop_table("concept")
    with op.batch_alter_table("working_area", schema=None) as batch_op:
        batch_op.drop_index("uq_working_area_municipality")

    op.drop_table("working_area")
    op.drop_table("subsidy_sent_copy")
    op.drop_table("subsidy_scheme_version")
    op.drop_table("subsidy_scheme_draft")
    op.drop_table("subsidy_ceiling")
    op.drop_table("programme")
    with op.batch_alter_table("postcode_area", schema=None) as batch_op:
        batch_op.drop_index("ix_postcode_area_municipality")

    op.drop_table("postcode_area")
    with op.batch_alter_table("place", schema=None) as batch_op:
        batch_op.drop_index("ix_place_municipality")
        batch_op.drop_index("ix_place_around")

    op.drop_table("place")
    with op.batch_alter_table("partnership", schema=None) as batch_op:
        batch_op.drop_index("ix_partnership_changed")
        batch_op.drop_index("uq_partnership_organisation")
        batch_op.drop_index("ix_partnership_of_organisation")

    op.drop_table("partnership")
    with op.batch_alter_table("organisation_name", schema=None) as batch_op:
        batch_op.drop_index("uq_organisation_name_folded")

    op.drop_table("organisation_name")
    with op.batch_alter_table("organisation_merge_wish", schema=None) as batch_op:
        batch_op.drop_index("uq_organisation_merge_wish")

    op.drop_table("organisation_merge_wish")
    with op.batch_alter_table("organisation_merge", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_merge_kept")
        batch_op.drop_index("ix_organisation_merge_gone")

    op.drop_table("organisation_merge")
    op.drop_table("organisation_logo")
    with op.batch_alter_table("organisation_contact", schema=None) as batch_op:
        batch_op.drop_index("uq_organisation_contact_role")

    op.drop_table("organisation_contact")
    with op.batch_alter_table("organisation_area", schema=None) as batch_op:
        batch_op.drop_index("uq_organisation_area_province")
        batch_op.drop_index("uq_organisation_area_municipality")

    op.drop_table("organisation_area")
    op.drop_table("municipality_outline")
    with op.batch_alter_table("municipality_neighbour", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipality_neighbour_neighbour_code"))

    op.drop_table("municipality_neighbour")
    with op.batch_alter_table("municipality_name", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_municipality_name_municipality_code"))

    op.drop_table("municipality_name")
    op.drop_table("municipality_inhabitants")
    with op.batch_alter_table("membership", schema=None) as batch_op:
        batch_op.drop_index("uq_membership_tenant")
        batch_op.drop_index("uq_membership_organisation")
        batch_op.drop_index(batch_op.f("ix_membership_user_id"))
        batch_op.drop_index("ix_membership_at_tenant")

    op.drop_table("membership")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_invitation_email"))
        batch_op.drop_index("ix_invitation_at_tenant")

    op.drop_table("invitation")
    with op.batch_alter_table("branch", schema=None) as batch_op:
        batch_op.drop_index("uq_branch_isil")
        batch_op.drop_index("uq_branch_extern")
        batch_op.drop_index("ix_branch_name")

    op.drop_table("branch")
    op.drop_table("subsidy_transition")
    op.drop_table("subsidy_scheme")
    with op.batch_alter_table("subsidy_application", schema=None) as batch_op:
        batch_op.drop_index("ix_subsidy_application_scheme")

    op.drop_table("subsidy_application")
    with op.batch_alter_table("sign_in", schema=None) as batch_op:
        batch_op.drop_index("ix_sign_in_user_id_ended_at")

    op.drop_table("sign_in")
    with op.batch_alter_table("retracted_session", schema=None) as batch_op:
        batch_op.drop_index("ix_retracted_session_branch")
        batch_op.drop_index("ix_retracted_session_agenda")
        batch_op.drop_index("ix_retracted_session_activity")

    op.drop_table("retracted_session")
    with op.batch_alter_table("readiness", schema=None) as batch_op:
        batch_op.drop_index("uq_readiness_point")

    op.drop_table("readiness")
    with op.batch_alter_table("published_session", schema=None) as batch_op:
        batch_op.drop_index("ix_published_session_told")
        batch_op.drop_index("ix_published_session_starts")
        batch_op.drop_index("ix_published_session_branch")
        batch_op.drop_index("ix_published_session_agenda")
        batch_op.drop_index("ix_published_session_activity")

    op.drop_table("published_session")
    with op.batch_alter_table("published_branch", schema=None) as batch_op:
        batch_op.drop_index("ix_published_branch_told")
        batch_op.drop_index("ix_published_branch_spot")
        batch_op.drop_index("ix_published_branch_municipality")

    op.drop_table("published_branch")
    with op.batch_alter_table("organisation", schema=None) as batch_op:
        batch_op.drop_index("ix_organisation_merged_into")
        batch_op.drop_index("ix_organisation_folded")

    op.drop_table("organisation")
    with op.batch_alter_table("newsletter_subscription", schema=None) as batch_op:
        batch_op.drop_index("uq_newsletter_subscription_about")
        batch_op.drop_index("ix_newsletter_subscription_due")

    op.drop_table("newsletter_subscription")
    with op.batch_alter_table("municipality", schema=None) as batch_op:
        batch_op.drop_index("ix_municipality_province")
        batch_op.drop_index("ix_municipality_name")

    op.drop_table("municipality")
    with op.batch_alter_table("link", schema=None) as batch_op:
        batch_op.drop_index("ix_link_object")
        batch_op.drop_index("ix_link_ends_at")

    op.drop_table("link")
    with op.batch_alter_table("library_step", schema=None) as batch_op:
        batch_op.drop_index("ix_library_step_library")

    op.drop_table("library_step")
    with op.batch_alter_table("library_profile", schema=None) as batch_op:
        batch_op.drop_index("uq_library_profile_tenant")

    op.drop_table("library_profile")
    with op.batch_alter_table("letter", schema=None) as batch_op:
        batch_op.drop_index("ix_letter_state_queued_at")
        batch_op.drop_index("ix_letter_about")

    op.drop_table("letter")
    with op.batch_alter_table("job", schema=None) as batch_op:
        batch_op.drop_index("ix_job_state_due_at")

    op.drop_table("job")
    with op.batch_alter_table("embed_site", schema=None) as batch_op:
        batch_op.drop_index("uq_embed_site_origin")

    op.drop_table("embed_site")
    with op.batch_alter_table("audit_head", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_head_tenant")

    op.drop_table("audit_head")
    with op.batch_alter_table("audit_entry", schema=None) as batch_op:
        batch_op.drop_index("uq_audit_entry_seq")
        batch_op.drop_index("ix_audit_entry_object")

    op.drop_table("audit_entry")
    with op.batch_alter_table("annual_share", schema=None) as batch_op:
        batch_op.drop_index("uq_annual_share_year")

    op.drop_table("annual_share")
    op.drop_table("user_account")
    with op.batch_alter_table("tenant", schema=None) as batch_op:
        batch_op.drop_index("ix_tenant_state_name")

    op.drop_table("tenant")
    op.drop_table("series_break")
    op.drop_table("security_role")
    with op.batch_alter_table("school_holiday", schema=None) as batch_op:
        batch_op.drop_index("ix_school_holiday_region")

    op.drop_table("school_holiday")
    with op.batch_alter_table("reset_wish", schema=None) as batch_op:
        batch_op.drop_index("ix_reset_wish_asked_at")

    op.drop_table("reset_wish")
    op.drop_table("public_holiday")
    op.drop_table("province")
    with op.batch_alter_table("plan", schema=None) as batch_op:
        batch_op.drop_index("uq_plan_stripe_price")

    op.drop_table("plan")
    op.drop_table("job_schedule")
    with op.batch_alter_table("attempt", schema=None) as batch_op:
        batch_op.drop_index("ix_attempt_last_at")

    op.drop_table("attempt")
    # ### end Alembic commands ###
