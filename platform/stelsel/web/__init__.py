"""The page: shells and components, style and icons, words for dates and money.

`assets`, `format` and `page` each have an `init_app(app)`; the application factory calls them.
"""
