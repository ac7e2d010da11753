-- Roles belong to the whole server: they may be there already, be made by another database at this
-- moment, or be for a DBA to make.
do $$
declare
  wanted text;
begin
  foreach wanted in array array['analyst', 'analyst_pii'] loop
    continue when exists (select from pg_roles where rolname = wanted);
    begin
      execute format('create role %I', wanted);
    exception
      when duplicate_object or unique_violation then
        null;
      when insufficient_privilege then
        raise notice 'role % is missing and not ours to make: a DBA creates it, then the owner calls app.share()', wanted;
    end;
  end loop;
end
$$;

-- Gives the two roles what they may read, and takes from analyst what is not masked. Called after
-- every change of the views, and by hand when the roles were made later.
create or replace function app.share() returns void language plpgsql
as $$
begin
  if exists (select from pg_roles where rolname = 'analyst') then
    revoke all on all tables in schema app, analytics, compat from analyst;
    revoke all on schema app, analytics, compat from analyst;
    grant usage on schema analytics_masked to analyst;
    grant select on all tables in schema analytics_masked to analyst;
  end if;
  if exists (select from pg_roles where rolname = 'analyst_pii') then
    grant usage on schema analytics, compat to analyst_pii;
    grant select on all tables in schema analytics, compat to analyst_pii;
  end if;
end
$$;
revoke all on function app.share() from public;
