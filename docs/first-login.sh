#!/bin/sh
# Run once by the database's own container: Handrail's login, which is no superuser and may make its two roles.
set -eu
password=$(cat "$HANDRAIL_DATABASE_PASSWORD_FILE")
psql -v ON_ERROR_STOP=1 -v password="$password" -U postgres <<'SQL'
create role handrail login createrole password :'password';
create database handrail owner handrail;
SQL
