#!/bin/sh
# Run once by PostgreSQL's image, when there is no database yet: two roles, of which the desk's owns nothing.
set -eu
psql --set=ON_ERROR_STOP=1 --set=owner="$LYKTA_OWNER_PASSWORD" --set=desk="$LYKTA_DB_PASSWORD" --username=postgres <<'SQL'
CREATE ROLE lykta_owner LOGIN PASSWORD :'owner';
CREATE ROLE lykta LOGIN PASSWORD :'desk';
CREATE DATABASE lykta OWNER lykta_owner;
SQL
