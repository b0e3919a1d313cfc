#!/bin/sh
# First start of an empty PostgreSQL only: the bot gets a database and a role of its own,
# and cannot open the one that holds the conversations.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$TRACKER_PASSWORD" \
     --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE tracker LOGIN PASSWORD :'password';
CREATE DATABASE tracker OWNER tracker;
REVOKE CONNECT ON DATABASE tracker FROM PUBLIC;
REVOKE CONNECT ON DATABASE :"DBNAME" FROM PUBLIC;
SQL
