"""What Alembic runs to bring a database up to date; `xlplan.store.opening` gives it the
connection."""

from __future__ import annotations

from alembic import context

from xlplan.store.schema import VERSION_TABLE, metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,  # SQLite changes columns by copying the table
    transactional_ddl=True,
)
context.run_migrations()
