-- A call may have several recordings: the first one's entity is the call, a further one's has its
-- part as well.
alter table app.recordings add column part int;
