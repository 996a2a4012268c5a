-- One text for both databases; the words in braces become the type of each (see migrate.rs).
-- Tenant-owned tables carry tenant_id first in their key. Times are microseconds since 1970 UTC.

create table organizations (
  organization_id {id} primary key,
  name            {text} not null,
  name_key        {text} not null,
  country         {text} not null,
  language        {text} not null,
  time_zone       {text} not null,
  is_partner      {bool} not null,
  is_operator     {bool} not null,
  -- What Site Lead may: the published matrix, or the stricter variant.
  site_lead       {text} not null default 'standard',
  change_stamp    {int}  not null,
  created_at      {time} not null
) {strict};
create index organizations_by_name on organizations (name_key, organization_id);

create table domains (
  domain      {text} primary key,
  tenant_id   {id}   not null references organizations (organization_id),
  verified_at {time} not null
) {strict};
create index domains_by_tenant on domains (tenant_id, domain);

-- Raised by each change of an access fact of the organization's people (architecture: the image).
create table access_versions (
  tenant_id {id}  primary key references organizations (organization_id),
  version   {int} not null
) {strict};

-- What decides about rights: each fact with its old and new value, in the order of the organization's versions, kept as
-- long as the audit log. Documents have the shape of docs/change-feed.md.
create table change_feed (
  tenant_id {id}   not null references organizations (organization_id),
  version   {int}  not null,
  number    {int}  not null,
  at        {time} not null,
  kind      {text} not null,
  document  {text} not null,
  primary key (tenant_id, version, number)
) {strict};
create index change_feed_by_time on change_feed (tenant_id, at);

-- What stirred, for the other nodes: a room that shows something new, or, without a room, rights in or of an
-- organization. Kept for an hour.
create table stirred (
  transaction_id {int}  not null,
  tenant_id      {id}   not null,
  -- A room; else something of the organization as a whole: 'rollouts', or '' for anything.
  room_id        {id},
  what           {text} not null,
  at             {time} not null
) {strict};
create index stirred_by_transaction on stirred (transaction_id);
create index stirred_by_time on stirred (at);

create table users (
  tenant_id       {id}   not null references organizations (organization_id),
  user_id         {id}   not null,
  upn             {text} not null unique,
  display_name    {text} not null,
  name_key        {text} not null,
  language        {text} not null,
  time_zone       {text} not null,
  enabled         {bool} not null,
  password_hash   {text},
  created_at      {time} not null,
  last_sign_in_at {time},
  change_stamp    {int}  not null,
  -- The partner that last had a hand in the account or the password (decision 6); nothing given to the person counts meanwhile. None once
  -- the person set a password by a link of the own organization, and from when on that is so.
  unconfirmed_by  {id}   references organizations (organization_id),
  confirmed_at    {time},
  primary key (tenant_id, user_id)
) {strict};
create index users_by_name on users (tenant_id, name_key, user_id);

-- What people chose for their own portal; no row, and everything is as shipped.
create table preferences (
  tenant_id   {id}   not null,
  user_id     {id}   not null,
  -- Whether Incidents of customers opens with the tickets of all of them (R-221).
  all_tickets {bool} not null default true,
  -- Whether Incidents shows the same fault in many rooms as one line.
  folds_faults {bool} not null default false,
  -- Whether they get e-mail, whether of tickets that somebody gives them, at which hour of their clock the digest comes, and
  -- from and until which hour nothing is sent (R-265); the latter both or neither.
  gets_mail   {bool} not null default true,
  tells_given {bool} not null default true,
  digest_hour {int}  not null default 8,
  quiet_from  {int},
  quiet_until {int},
  -- The mildest tickets of which they are told at once and in the digest, or 'none'; of which customers: a list, empty stands
  -- for all.
  at_once_from   {text} not null default 'important',
  digest_from    {text} not null default 'recommended',
  mail_customers {text} not null default '[]',
  primary key (tenant_id, user_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
) {strict};

-- What people chose in lists and keep: identifiers and words, nothing of what is in a customer's rooms.
create table saved_views (
  tenant_id {id}   not null,
  user_id   {id}   not null,
  view_id   {id}   not null,
  list      {text} not null,
  name      {text} not null,
  name_key  {text} not null,
  -- As the query part of an address.
  choices   {text} not null,
  primary key (tenant_id, user_id, view_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
) {strict};
create unique index saved_views_by_name on saved_views (tenant_id, user_id, list, name_key);

create table security_groups (
  tenant_id    {id}   not null references organizations (organization_id),
  group_id     {id}   not null,
  name         {text} not null,
  name_key     {text} not null,
  description  {text} not null,
  -- Which agents of a partner its members are, if any.
  agent        {text},
  change_stamp {int}  not null,
  primary key (tenant_id, group_id)
) {strict};
create unique index security_groups_by_name on security_groups (tenant_id, name_key);
create unique index security_groups_by_agent on security_groups (tenant_id, agent) where agent is not null;

create table security_group_members (
  tenant_id   {id}   not null,
  group_id    {id}   not null,
  member_kind {text} not null,
  member_id   {id}   not null,
  added_at    {time} not null,
  -- The partner whose people put the member in, where it was one.
  added_by    {id}   references organizations (organization_id),
  primary key (tenant_id, group_id, member_id),
  foreign key (tenant_id, group_id) references security_groups (tenant_id, group_id) on delete cascade
) {strict};
create index security_group_members_by_member on security_group_members (tenant_id, member_id, group_id);

create table directory_role_members (
  tenant_id   {id}   not null references organizations (organization_id),
  role        {text} not null,
  member_kind {text} not null,
  member_id   {id}   not null,
  primary key (tenant_id, role, member_id)
) {strict};
create index directory_role_members_by_member on directory_role_members (tenant_id, member_id);

create table tenant_managers (
  tenant_id   {id}   not null references organizations (organization_id),
  member_kind {text} not null,
  member_id   {id}   not null,
  added_at    {time} not null,
  primary key (tenant_id, member_id)
) {strict};

create table one_time_links (
  token_hash {bytes} primary key,
  link_id    {id}    not null,
  tenant_id  {id}    not null,
  user_id    {id}    not null,
  purpose    {text}  not null,
  created_at {time}  not null,
  opens_at   {time}  not null,
  expires_at {time}  not null,
  used_at    {time}
) {strict};
create index one_time_links_by_user on one_time_links (tenant_id, user_id);

create table sessions (
  token_hash   {bytes} primary key,
  session_id   {id}    not null,
  tenant_id    {id}    not null,
  user_id      {id}    not null,
  created_at   {time}  not null,
  last_used_at {time}  not null,
  expires_at   {time}  not null,
  address      {text}  not null,
  browser      {text}  not null
) {strict};
create index sessions_by_user on sessions (tenant_id, user_id, session_id);

create table access_tokens (
  token_hash   {bytes} primary key,
  token_id     {id}    not null,
  tenant_id    {id}    not null,
  user_id      {id}    not null,
  name         {text}  not null,
  name_key     {text}  not null,
  may_write    {bool}  not null,
  created_at   {time}  not null,
  expires_at   {time}  not null,
  last_used_at {time}
) {strict};
create index access_tokens_by_user on access_tokens (tenant_id, user_id, token_id);

create table sign_in_attempts (
  account_hash  {bytes} primary key,
  failures      {int}   not null,
  first_at      {time}  not null,
  blocked_until {time}
) {strict};

create table places (
  tenant_id    {id}   not null references organizations (organization_id),
  place_id     {id}   not null,
  parent_id    {id},
  kind         {text} not null,
  name         {text} not null,
  name_key     {text} not null,
  path         {text} not null,
  change_stamp {int}  not null,
  primary key (tenant_id, place_id)
) {strict};
create index places_by_path on places (tenant_id, path);
create index places_by_name on places (tenant_id, name_key);

create table rooms (
  tenant_id      {id}   not null references organizations (organization_id),
  room_id        {id}   not null,
  name           {text} not null,
  name_key       {text} not null,
  place_id       {id},
  device_type    {text} not null,
  manufacturer   {text} not null,
  model          {text} not null,
  serial_number  {text} not null,
  host_name      {text} not null,
  account        {text} not null,
  time_zone      {text} not null,
  capacity       {int},
  size           {text},
  place_type     {text},
  -- In millionths of a degree; both or neither.
  latitude       {int},
  longitude      {int},
  asset_tag      {text} not null,
  notes          {text} not null,
  agent_version  {text} not null,
  app_version    {text} not null,
  os_version     {text} not null,
  addresses      {text} not null,
  network_type   {text} not null,
  firmware_version {text} not null,
  mac_addresses  {text} not null,
  tpm            {text} not null,
  credential_protection {text} not null,
  missing        {text} not null,
  monitoring     {text} not null,
  health         {text} not null,
  has_warning    {bool} not null,
  health_since   {time} not null,
  health_due_at  {time},
  last_seen_at   {time},
  -- Whether it is in a meeting, as its device tells.
  activity       {text} not null default 'unknown',
  -- From when on its device is to be asked for its next job; none without one.
  job_due_at     {time},
  key_version    {int},
  created_at     {time} not null,
  change_stamp   {int}  not null,
  primary key (tenant_id, room_id)
) {strict};
create index rooms_by_name on rooms (tenant_id, name_key, room_id);
create index rooms_by_name_everywhere on rooms (name_key, room_id, tenant_id, health);
create index rooms_by_health on rooms (tenant_id, health, name_key, room_id);
create index rooms_by_id on rooms (room_id);
create index rooms_by_last_seen on rooms (tenant_id, (coalesce(last_seen_at, 0)), room_id);
create index rooms_by_place on rooms (tenant_id, place_id, room_id);
create index rooms_due on rooms (health_due_at) where health_due_at is not null;
create index rooms_heard on rooms (last_seen_at, room_id) where monitoring = 'monitored'
  and health <> 'unmonitored' and health <> 'suppressed';

-- Words on rooms (R-257).
create table room_tags (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  tag_key   {text} not null,
  tag       {text} not null,
  primary key (tenant_id, room_id, tag_key),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index room_tags_by_key on room_tags (tenant_id, tag_key, room_id);

create table room_groups (
  tenant_id     {id}   not null references organizations (organization_id),
  group_id      {id}   not null,
  name          {text} not null,
  name_key      {text} not null,
  description   {text} not null,
  -- What chooses the members: a place with all in it, or a tag; none where they are chosen by hand.
  rule_place_id {id},
  rule_tag_key  {text},
  rule_tag      {text},
  change_stamp  {int}  not null,
  primary key (tenant_id, group_id),
  foreign key (tenant_id, rule_place_id) references places (tenant_id, place_id)
) {strict};
create unique index room_groups_by_name on room_groups (tenant_id, name_key);
create index room_groups_by_rule_place on room_groups (tenant_id, rule_place_id);
create index room_groups_by_rule_tag on room_groups (tenant_id, rule_tag_key);

create table room_group_members (
  tenant_id {id} not null,
  group_id  {id} not null,
  room_id   {id} not null,
  primary key (tenant_id, group_id, room_id),
  foreign key (tenant_id, group_id) references room_groups (tenant_id, group_id) on delete cascade,
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index room_group_members_by_room on room_group_members (tenant_id, room_id, group_id);

-- Rings that an organization made, and preset ones that it changed (R-258).
create table update_rings (
  tenant_id    {id}   not null references organizations (organization_id),
  ring_id      {id}   not null,
  name         {text} not null,
  description  {text} not null,
  position     {int}  not null,
  rollout_days {int}  not null,
  test_days    {int}  not null,
  change_stamp {int}  not null,
  primary key (tenant_id, ring_id)
) {strict};

-- A room without a row is in the ring General.
create table room_rings (
  tenant_id {id} not null,
  room_id   {id} not null,
  ring_id   {id} not null,
  primary key (tenant_id, room_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index room_rings_by_ring on room_rings (tenant_id, ring_id, room_id);

-- The public halves of the keys by which an organization signs releases, in their order (decision 23). Each but the first is
-- vouched for by the one before it; the private halves never come here.
create table release_keys (
  tenant_id  {id}   not null references organizations (organization_id),
  number     {int}  not null,
  public_key {text} not null,
  -- The document by which the key before vouches for this one; empty for the first.
  document   {text} not null,
  signature  {text} not null,
  set_at     {time} not null,
  primary key (tenant_id, number)
) {strict};

-- Releases as they were signed.
create table releases (
  tenant_id   {id}   not null references organizations (organization_id),
  release_id  {id}   not null,
  version     {text} not null,
  -- Sorts as versions do.
  version_key {text} not null,
  device_type {text} not null,
  is_critical {bool} not null,
  address     {text} not null,
  digest      {text} not null,
  size        {int}  not null,
  notes       {text} not null,
  document    {text} not null,
  signature   {text} not null,
  added_at    {time} not null,
  primary key (tenant_id, release_id)
) {strict};
create unique index releases_by_version on releases (tenant_id, device_type, version_key);

-- A release on its way through the rings, at most once.
create table rollouts (
  tenant_id    {id}   not null,
  release_id   {id}   not null,
  state        {text} not null,
  begins_at    {time} not null,
  began_at     {time},
  -- Since when it stands still, and why: a person, or health.
  paused_at    {time},
  pause        {text} not null,
  -- Since when rooms count for the guard: the beginning, or the last time that it went on.
  guarded_from {time},
  ended_at     {time},
  -- Who gave it up; none where a newer one took its place, or it is no more than over.
  ended_by_tenant_id {id},
  ended_by_upn       {text},
  -- When it is to be looked at next; none where nothing moves it on.
  due_at       {time},
  owner_tenant_id {id}   not null,
  owner_id        {id}   not null,
  -- Stays readable where the person was deleted.
  owner_upn       {text} not null,
  change_stamp {int}  not null,
  primary key (tenant_id, release_id),
  foreign key (tenant_id, release_id) references releases (tenant_id, release_id)
) {strict};
create index rollouts_due on rollouts (due_at) where due_at is not null;

-- Rings that have their turn, or had it.
create table rollout_rings (
  tenant_id  {id}   not null,
  release_id {id}   not null,
  ring_id    {id}   not null,
  state      {text} not null,
  began_at   {time} not null,
  primary key (tenant_id, release_id, ring_id),
  foreign key (tenant_id, release_id) references rollouts (tenant_id, release_id)
) {strict};

-- Rooms of those rings that the release is for.
create table rollout_rooms (
  tenant_id  {id}   not null,
  release_id {id}   not null,
  room_id    {id}   not null,
  ring_id    {id}   not null,
  state      {text} not null,
  -- Not before.
  due_at     {time} not null,
  -- The job that was made of it last.
  job_id     {id},
  reason     {text} not null,
  -- Why it is forced; empty where it is not.
  force_reason    {text} not null,
  forcer_tenant_id {id},
  forcer_id        {id},
  forcer_upn       {text} not null,
  -- Whether the room fared ill before.
  was_ill    {bool} not null,
  settled_at {time},
  primary key (tenant_id, release_id, room_id),
  foreign key (tenant_id, release_id) references rollouts (tenant_id, release_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index rollout_rooms_due on rollout_rooms (tenant_id, release_id, due_at) where state = 'scheduled';
create index rollout_rooms_settled on rollout_rooms (tenant_id, settled_at) where settled_at is not null;
create index rollout_rooms_by_room on rollout_rooms (tenant_id, room_id, job_id);

-- When rollouts stop by themselves, and whether they go on; no row, and it is as shipped.
create table rollout_guards (
  tenant_id {id}   primary key references organizations (organization_id),
  resume    {text} not null,
  percent   {int}  not null,
  rooms     {int}  not null
) {strict};

-- What devices say. Apart from what people do.
create table room_signals (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  signal    {text} not null,
  instance  {text} not null,
  state     {text} not null,
  value     {text} not null,
  detail    {text} not null,
  since     {time} not null,
  primary key (tenant_id, room_id, signal, instance),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};

-- What the watch looks for when the setting of a signal changed.
create index room_signals_unhealthy on room_signals (tenant_id, signal, room_id) where state = 'unhealthy';

-- What people of an organization set instead of the catalogue of signals (R-249).
create table signal_settings (
  tenant_id   {id}   not null references organizations (organization_id),
  device_type {text} not null,
  signal      {text} not null,
  is_enabled  {bool} not null,
  severity    {text},
  -- In minutes; both or neither.
  poll        {int},
  watch       {int},
  primary key (tenant_id, device_type, signal)
) {strict};

-- After how many days a Warning that nobody takes care of becomes Important (R-254); no row, and it never does.
create table escalations (
  tenant_id {id}  primary key references organizations (organization_id),
  days      {int} not null
) {strict};

-- Signals whose setting changed: the health watch judges the rooms in which they are unhealthy anew, in the order of
-- rooms, some at a time.
create table signals_to_judge (
  tenant_id  {id}   not null references organizations (organization_id),
  signal     {text} not null,
  after_room {id}   not null,
  due_at     {time} not null,
  is_again   {bool} not null,
  primary key (tenant_id, signal)
) {strict};
create index signals_to_judge_due on signals_to_judge (due_at);

-- What of rooms neither alerts nor counts for a while (R-247), with who said so; what ended is in the audit log.
create table suppressions (
  tenant_id       {id}   not null,
  room_id         {id}   not null,
  suppression_id  {id}   not null,
  -- The room as a whole, or else the signals below.
  is_whole        {bool} not null,
  reason          {text} not null,
  -- A person ('user') or a team ('securityGroup').
  owner_kind      {text} not null default 'user',
  owner_tenant_id {id}   not null,
  owner_id        {id}   not null,
  -- The account name of a person, the name of a team: stays readable where they were deleted.
  owner_upn       {text} not null,
  begins_at       {time} not null,
  ends_at         {time} not null,
  -- When the owner is told that it ends soon; none where that was done or there is no need.
  told_ahead_at   {time},
  primary key (tenant_id, room_id, suppression_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index suppressions_due on suppressions (ends_at);
create index suppressions_to_tell_ahead on suppressions (told_ahead_at) where told_ahead_at is not null;

-- What happened to suppressions of a room: part of its timeline.
create table suppression_entries (
  tenant_id       {id}   not null,
  room_id         {id}   not null,
  entry_id        {id}   not null,
  suppression_id  {id}   not null,
  at              {time} not null,
  -- 'begun', 'changed' or 'ended'.
  turn            {text} not null,
  -- A list of signals; empty for the whole room.
  signals         {text} not null,
  reason          {text} not null,
  begins_at       {time} not null,
  ends_at         {time} not null,
  -- Who did it; none where it ended by its time.
  actor_tenant_id {id},
  actor_id        {id},
  primary key (tenant_id, room_id, at, entry_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};

-- When rooms are suppressed together.
create table maintenance_windows (
  tenant_id       {id}   not null references organizations (organization_id),
  window_id       {id}   not null,
  -- The rooms that are in the group at that time; every room where there is none.
  group_id        {id},
  reason          {text} not null,
  reason_key      {text} not null,
  owner_tenant_id {id}   not null,
  owner_id        {id}   not null,
  -- Stays readable where the person was deleted.
  owner_upn       {text} not null,
  begins_at       {time} not null,
  ends_at         {time} not null,
  primary key (tenant_id, window_id),
  foreign key (tenant_id, group_id) references room_groups (tenant_id, group_id)
) {strict};
create index maintenance_windows_due on maintenance_windows (ends_at);

-- When rooms with tickets were in a maintenance window that is over: reports do not count what happened then.
create table maintenance_times (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  window_id {id}   not null,
  begins_at {time} not null,
  ends_at   {time} not null,
  primary key (tenant_id, room_id, window_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index maintenance_times_by_window on maintenance_times (tenant_id, window_id, room_id);

-- What people asked devices to do.
create table room_jobs (
  tenant_id       {id}   not null,
  room_id         {id}   not null,
  job_id          {id}   not null,
  kind            {text} not null,
  state           {text} not null,
  timing          {text} not null,
  -- Not before.
  due_at          {time} not null,
  -- A document; empty where nothing is set.
  settings        {text} not null,
  -- The release of an update.
  release_id      {id},
  -- Why it is done although the room is in a meeting; empty where it is not.
  force_reason    {text} not null,
  submitted_at    {time} not null,
  owner_tenant_id {id}   not null,
  owner_id        {id}   not null,
  -- Stays readable where the person was deleted.
  owner_upn       {text} not null,
  started_at      {time},
  -- The last word of the device about it; none before it answered.
  heard_at        {time},
  -- When it failed unless the device says something before.
  expires_at      {time} not null,
  ended_at        {time},
  reason          {text} not null,
  progress        {text} not null,
  output          {text} not null,
  -- Who took it back.
  ender_tenant_id {id},
  ender_id        {id},
  ender_upn       {text} not null,
  primary key (tenant_id, room_id, job_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index room_jobs_by_time on room_jobs (tenant_id, room_id, submitted_at, job_id);
create index room_jobs_open on room_jobs (tenant_id, room_id, due_at) where state in ('submitted', 'running');
create index room_jobs_expiring on room_jobs (expires_at) where state in ('submitted', 'running');
create index room_jobs_by_age on room_jobs (ended_at) where ended_at is not null;

-- An empty instance means all of them.
create table suppressed_signals (
  tenant_id      {id}   not null,
  room_id        {id}   not null,
  suppression_id {id}   not null,
  signal         {text} not null,
  instance       {text} not null,
  primary key (tenant_id, room_id, suppression_id, signal, instance),
  foreign key (tenant_id, room_id, suppression_id)
    references suppressions (tenant_id, room_id, suppression_id) on delete cascade
) {strict};

create table room_history (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  entry_id  {id}   not null,
  at        {time} not null,
  kind      {text} not null,
  signal    {text} not null,
  instance  {text} not null,
  before    {text} not null,
  after     {text} not null,
  primary key (tenant_id, room_id, at, entry_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
-- Entries end by their age (health watch).
create index room_history_by_age on room_history (at);

-- Tickets: at most one that is not closed for each room, signal and instance (R-250).
create table tickets (
  tenant_id      {id}   not null,
  ticket_id      {id}   not null,
  room_id        {id}   not null,
  reference      {text} not null,
  kind           {text} not null,
  -- Empty for recorded issues.
  signal         {text} not null,
  instance       {text} not null,
  category       {text} not null,
  severity       {text} not null,
  state          {text} not null,
  -- Joins the tickets of one issue over several rooms (decision 21).
  issue_id       {id},
  description    {text} not null,
  description_key {text} not null,
  -- Who takes care of it: a person of the customer or of a partner.
  owner_id       {id},
  owner_tenant_id {id},
  -- With which team it stands: a security group of the customer or of a partner.
  team_id        {id},
  team_tenant_id {id},
  -- The open ticket of the same room whose trouble explains this one.
  cause_id       {id},
  -- Whether its signal or its room is suppressed, as the room was last judged (R-247).
  is_suppressed  {bool} not null default false,
  due_at         {time},
  opened_at      {time} not null,
  changed_at     {time} not null,
  resolved_at    {time},
  closed_at      {time},
  closure_reason {text} not null,
  -- Since when it is open without a break; nobody cares for the past of one that is not.
  open_since     {time} not null,
  -- Whether it was raised from Warning to Important because nobody took care of it (R-254).
  is_raised      {bool} not null,
  -- The number of its entries.
  entries        {int}  not null,
  change_stamp   {int}  not null,
  primary key (tenant_id, ticket_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index tickets_by_room on tickets (tenant_id, room_id, opened_at);
create unique index tickets_live on tickets (tenant_id, signal, room_id, instance)
  where kind = 'signal' and state <> 'closed';
create index tickets_not_closed on tickets (room_id) where state <> 'closed';
create index tickets_open on tickets (tenant_id, opened_at, ticket_id) where state in ('new', 'investigating', 'watching');
create index tickets_by_time on tickets (opened_at, ticket_id);
create index tickets_by_issue on tickets (tenant_id, issue_id) where issue_id is not null;

-- The history of a ticket: what happened to it, and what people wrote.
create table ticket_entries (
  tenant_id       {id}   not null,
  ticket_id       {id}   not null,
  number          {int}  not null,
  at              {time} not null,
  kind            {text} not null,
  before          {text} not null,
  after           {text} not null,
  -- Who did it; none where the system did.
  actor_id        {id},
  actor_tenant_id {id},
  actor_name      {text} not null,
  primary key (tenant_id, ticket_id, number),
  foreign key (tenant_id, ticket_id) references tickets (tenant_id, ticket_id) on delete cascade
) {strict};

-- Meetings and calls of rooms, as their devices tell (R-262).
create table meetings (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  -- What the device calls it.
  name      {text} not null,
  starts_at {time} not null,
  ends_at   {time} not null,
  is_booked {bool} not null,
  is_online {bool} not null,
  people    {int},
  primary key (tenant_id, room_id, name),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {clustered};
create index meetings_by_start on meetings (tenant_id, room_id, starts_at);

create table calls (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  name      {text} not null,
  -- The meeting it belongs to; empty without one.
  meeting   {text} not null,
  starts_at {time} not null,
  ends_at   {time} not null,
  quality   {text} not null,
  has_video {bool} not null,
  -- A document.
  streams   {text} not null,
  primary key (tenant_id, room_id, name),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {clustered};
create index calls_by_start on calls (tenant_id, room_id, starts_at, name);

-- What was noticed in rooms and may be nothing (R-255): poor calls, and issues that people there reported. In one table, so that
-- the newest of both are found by one index.
create table room_events (
  tenant_id       {id}   not null,
  event_id        {id}   not null,
  room_id         {id}   not null,
  kind            {text} not null,
  -- What the device calls it: of a poor call, the name of the call.
  name            {text} not null,
  at              {time} not null,
  -- What somebody wrote; empty for calls.
  description     {text} not null,
  description_key {text} not null,
  -- Until when the device keeps its logs of it, where it does.
  logs_until      {time},
  -- What it was made when somebody flagged it as unhealthy.
  ticket_id       {id},
  primary key (tenant_id, event_id),
  unique (tenant_id, room_id, kind, name),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index room_events_by_time on room_events (at, event_id);
create index room_events_of_tenant on room_events (tenant_id, at, event_id);
create index room_events_of_room on room_events (tenant_id, room_id, at, event_id);

-- What reports add up: a room on one day by its own clock, as days since 1970-01-01. A day of which there is nothing to tell
-- has no row.
create table room_days (
  tenant_id         {id}   not null,
  room_id           {id}   not null,
  day               {int}  not null,
  booked_minutes    {int}  not null,
  online_minutes    {int}  not null,
  meetings          {int}  not null,
  booked_meetings   {int}  not null,
  online_meetings   {int}  not null,
  people            {int}  not null,
  counted_meetings  {int}  not null,
  calls             {int}  not null,
  good_calls        {int}  not null,
  poor_calls        {int}  not null,
  video_calls       {int}  not null,
  trouble_seconds   {int}  not null,
  is_unhealthy      {bool} not null,
  impacted_meetings {int}  not null,
  opened_tickets    {int}  not null,
  earlier_tickets   {int}  not null,
  taken_tickets     {int}  not null,
  severe_resolved   {int}  not null,
  mild_resolved     {int}  not null,
  -- A column, so that PostgreSQL learns how few have any.
  has_tickets       {bool} not null generated always as (opened_tickets + earlier_tickets > 0) stored,
  primary key (tenant_id, room_id, day),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {clustered};
-- On which days rooms are monitored, both included; still where there is no last one. Days of health are counted by it.
create table monitored_days (
  tenant_id {id}  not null,
  room_id   {id}  not null,
  from_day  {int} not null,
  until_day {int},
  primary key (tenant_id, room_id, from_day),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {clustered};
-- Days with tickets: few of all, and what most reports ask for.
create index room_days_troubled on room_days (tenant_id, day, room_id)
  where has_tickets;

-- Tickets opened on a day, by the categories of reports.
create table room_day_tickets (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  day       {int}  not null,
  category  {text} not null,
  opened    {int}  not null,
  primary key (tenant_id, room_id, day, category),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {clustered};
create index room_day_tickets_by_day on room_day_tickets (tenant_id, day);

-- Rooms whose room-days are computed anew, from the day of a moment on. No foreign key: whoever changes a ticket would wait
-- for whoever judges its room.
create table room_days_due (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  since     {time} not null,
  due_at    {time} not null,
  primary key (tenant_id, room_id)
) {clustered};
create index room_days_due_by_time on room_days_due (due_at);

-- What an hour of work is worth; no row, and it is as shipped.
create table report_rates (
  tenant_id  {id}   primary key references organizations (organization_id),
  hundredths {int}  not null,
  currency   {text} not null
) {strict};

-- The picture that an organization's reports carry.
create table logos (
  tenant_id  {id}    primary key references organizations (organization_id),
  media_type {text}  not null,
  -- SHA-256 of the content.
  digest     {bytes} not null,
  content    {bytes} not null
) {strict};

-- The content of files that people attached or devices gave back: once in each organization, however often it is there.
create table files (
  tenant_id {id}    not null references organizations (organization_id),
  -- SHA-256 of the content.
  digest    {bytes} not null,
  content   {bytes} not null,
  primary key (tenant_id, digest)
) {strict};

-- Files at tickets.
create table attachments (
  tenant_id       {id}    not null,
  ticket_id       {id}    not null,
  attachment_id   {id}    not null,
  name            {text}  not null,
  media_type      {text}  not null,
  size            {int}   not null,
  digest          {bytes} not null,
  added_at        {time}  not null,
  actor_id        {id}    not null,
  actor_tenant_id {id}    not null,
  actor_name      {text}  not null,
  primary key (tenant_id, ticket_id, attachment_id),
  foreign key (tenant_id, ticket_id) references tickets (tenant_id, ticket_id) on delete cascade,
  foreign key (tenant_id, digest) references files (tenant_id, digest)
) {strict};
create index attachments_by_digest on attachments (tenant_id, digest);

-- Files that devices gave back with jobs.
create table job_files (
  tenant_id  {id}    not null,
  room_id    {id}    not null,
  job_id     {id}    not null,
  file_id    {id}    not null,
  name       {text}  not null,
  media_type {text}  not null,
  size       {int}   not null,
  digest     {bytes} not null,
  added_at   {time}  not null,
  primary key (tenant_id, room_id, job_id, file_id),
  foreign key (tenant_id, room_id, job_id) references room_jobs (tenant_id, room_id, job_id) on delete cascade,
  foreign key (tenant_id, digest) references files (tenant_id, digest)
) {strict};
create unique index job_files_by_name on job_files (tenant_id, room_id, job_id, name);
create index job_files_by_digest on job_files (tenant_id, digest);

create table enrolment_keys (
  tenant_id   {id}    primary key references organizations (organization_id),
  key_version {int}   not null,
  sealed      {bytes} not null,
  seal_key_id {text}  not null,
  created_at  {time}  not null
) {strict};

create table devices (
  credential_hash {bytes} primary key,
  device_id       {id}    not null,
  tenant_id       {id}    not null,
  room_id         {id}    not null,
  key_version     {int}   not null,
  report_digest   {bytes} not null,
  created_at      {time}  not null,
  -- Signed reports that were sent up to here are not taken, so that none turns back what a later one changed.
  signed_until    {time},
  -- Whether its agent is a relay that may be asked to reach devices.
  reaches         {bool}  not null default false,
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create unique index devices_by_room on devices (tenant_id, room_id);

-- Where a relay of the organization tries to reach the device of a room that has no agent, as its own people chose.
create table reachability (
  tenant_id {id}   not null,
  room_id   {id}   not null,
  -- Another one with every choice, so that what was found counts for what was asked alone.
  target_id {id}   not null,
  -- The room as which the relay enrolled.
  relay_id  {id}   not null,
  host      {text} not null,
  port      {int}  not null,
  primary key (tenant_id, room_id),
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade,
  foreign key (tenant_id, relay_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index reachability_by_relay on reachability (tenant_id, relay_id, room_id);

-- A scope includes everything (whole) or the parts it names; parts that are excluded it never covers.
create table scopes (
  tenant_id {id}   not null references organizations (organization_id),
  scope_id  {id}   not null,
  whole     {bool} not null,
  excludes  {bool} not null,
  primary key (tenant_id, scope_id)
) {strict};

create table scope_rooms (
  tenant_id {id}   not null,
  scope_id  {id}   not null,
  room_id   {id}   not null,
  excluded  {bool} not null,
  primary key (tenant_id, scope_id, room_id, excluded),
  foreign key (tenant_id, scope_id) references scopes (tenant_id, scope_id) on delete cascade,
  foreign key (tenant_id, room_id) references rooms (tenant_id, room_id) on delete cascade
) {strict};
create index scope_rooms_by_scope on scope_rooms (scope_id, room_id);
create index scope_rooms_by_room on scope_rooms (tenant_id, room_id, scope_id);

create table scope_groups (
  tenant_id {id}   not null,
  scope_id  {id}   not null,
  group_id  {id}   not null,
  excluded  {bool} not null,
  primary key (tenant_id, scope_id, group_id, excluded),
  foreign key (tenant_id, scope_id) references scopes (tenant_id, scope_id) on delete cascade,
  foreign key (tenant_id, group_id) references room_groups (tenant_id, group_id) on delete cascade
) {strict};
create index scope_groups_by_scope on scope_groups (scope_id, tenant_id, group_id);
create index scope_groups_by_group on scope_groups (tenant_id, group_id, scope_id);

create table scope_places (
  tenant_id {id}   not null,
  scope_id  {id}   not null,
  place_id  {id}   not null,
  excluded  {bool} not null,
  primary key (tenant_id, scope_id, place_id, excluded),
  foreign key (tenant_id, scope_id) references scopes (tenant_id, scope_id) on delete cascade,
  foreign key (tenant_id, place_id) references places (tenant_id, place_id) on delete cascade
) {strict};
create index scope_places_by_place on scope_places (tenant_id, place_id, scope_id);

-- The sender's terms are kept as evidence (R-024); the partner's columns hold what the customer typed.
create table invitations (
  tenant_id      {id}   not null references organizations (organization_id),
  invitation_id  {id}   not null,
  kind           {text} not null,
  partner_id     {id},
  domain         {text} not null,
  named_upn      {text},
  named_name     {text} not null,
  -- The link whose Primary admins a further person is invited to, over its scope (R-084); none where a link is offered.
  link_id        {id},
  state          {text} not null,
  scope_id       {id}   not null,
  modes          {text} not null,
  terms_version  {text} not null,
  terms_hash     {text} not null,
  terms_by       {text} not null,
  valid_days     {int}  not null,
  sent_by        {id}   not null,
  sent_by_name   {text} not null,
  sent_at        {time} not null,
  expires_at     {time} not null,
  answered_by    {text} not null,
  answered_at    {time},
  reason         {text} not null,
  change_stamp   {int}  not null,
  primary key (tenant_id, invitation_id)
) {strict};
create index invitations_by_partner on invitations (partner_id, state, sent_at, invitation_id);
create index invitations_by_sent on invitations (tenant_id, sent_at, invitation_id);
create index invitations_due on invitations (expires_at) where state = 'pending';
-- One Pending invitation for each customer and partner (R-026); named rows share one sending.
create unique index invitations_one_pending on invitations (tenant_id, partner_id)
  where state = 'pending' and kind = 'domain';

create table links (
  tenant_id     {id}   not null references organizations (organization_id),
  link_id       {id}   not null,
  partner_id    {id}   not null references organizations (organization_id),
  invitation_id {id}   not null,
  state         {text} not null,
  scope_id      {id}   not null,
  modes         {text} not null,
  -- Permissions that the customer switched on beyond Primary admins (R-106).
  extended      {text} not null default '',
  terms_version {text} not null,
  terms_hash    {text} not null,
  terms_by      {text} not null,
  orphaned      {bool} not null,
  started_at    {time} not null,
  ended_at      {time},
  change_stamp  {int}  not null,
  primary key (tenant_id, link_id)
) {strict};
create unique index links_one_live on links (tenant_id, partner_id) where state in ('active', 'suspended');
create index links_by_partner on links (partner_id, state, tenant_id, link_id);

-- People of partners, and applications by the same column, whom an organization denies everything there; what ends a relationship with
-- the partner lifts none (decision 8).
create table blocks (
  tenant_id  {id}   not null references organizations (organization_id),
  user_id    {id}   not null,
  partner_id {id}   not null references organizations (organization_id),
  reason     {text} not null,
  blocked_by {text} not null,
  blocked_at {time} not null,
  primary key (tenant_id, user_id)
) {strict};
create index blocks_by_partner on blocks (partner_id, tenant_id);
create index blocks_by_user on blocks (user_id, tenant_id);

-- Links with which a partner asks customers for a reseller relationship; each serves any number of them.
create table reseller_requests (
  tenant_id       {id}    not null references organizations (organization_id),
  request_id      {id}    not null,
  token_hash      {bytes} not null,
  key_id          {text}  not null,
  sealed_token    {bytes} not null,
  with_privileges {bool}  not null,
  created_by      {text}  not null,
  created_at      {time}  not null,
  revoked_at      {time},
  -- Whether other partners are asked to sell through this one; else customers are, maybe for an indirect provider too.
  asks_partners   {bool}  not null default false,
  provider_id     {id},
  -- The one organization that it asks, where the partner added that; it is no entry of the partner's list then.
  customer_id     {id},
  primary key (tenant_id, request_id)
) {strict};
create unique index reseller_requests_by_token on reseller_requests (token_hash);

-- Customers that partners added, as the partner typed them: what becomes of the organization since is the customer's.
create table added_customers (
  -- The partner.
  tenant_id       {id}    not null references organizations (organization_id),
  -- Not there any more where nobody ever used it.
  customer_id     {id}    not null,
  name            {text}  not null,
  name_key        {text}  not null,
  domain          {text}  not null,
  country         {text}  not null,
  -- The first administrator: who, and the address of the invitation.
  administrator   {text}  not null,
  mail            {text}  not null,
  -- What is asked for: the reseller relationship, with privileges or without, and maybe a granular relationship.
  request_id      {id}    not null,
  with_privileges {bool}  not null,
  relationship_id {id},
  state           {text}  not null,
  created_by      {text}  not null,
  created_at      {time}  not null,
  settled_at      {time},
  -- The invitation: since when it is to be sent and when it is tried next; when it was sent last, and how often it was asked for.
  mail_since      {time}  not null,
  mail_due_at     {time},
  mailed_at       {time},
  mails           {int}   not null,
  primary key (tenant_id, customer_id)
) {strict};
create unique index added_customers_by_customer on added_customers (customer_id);
create index added_customers_by_name on added_customers (tenant_id, name_key, customer_id);
create index added_customers_waiting on added_customers (created_at) where state = 'waiting';
create index added_customers_settled on added_customers (state) where state in ('withdrawn', 'expired');
create index added_customers_mail on added_customers (mail_due_at) where mail_due_at is not null;

-- Each try to add a customer, of the last hour.
create table customer_attempts (
  tenant_id  {id}   not null,
  at         {time} not null,
  attempt_id {id}   not null,
  primary key (tenant_id, at, attempt_id)
) {strict};

create table reseller_relationships (
  tenant_id           {id}   not null references organizations (organization_id),
  relationship_id     {id}   not null,
  partner_id          {id}   not null references organizations (organization_id),
  request_id          {id}   not null,
  -- Delegated admin privileges: since when they are or were last, and how they ended.
  has_privileges      {bool} not null,
  privileges_since    {time},
  privileges_ended_at {time},
  privileges_ended_by {text},
  -- Whether the customer lets the privileges open its rooms.
  opens_rooms         {bool} not null default false,
  -- Through which indirect provider the partner sells, or for which indirect reseller it provides; none of the two sells by itself.
  provider_id         {id},
  indirect_reseller_id {id},
  -- When they end, where a granular relationship took their place (R-392).
  privileges_end_at   {time},
  accepted_by         {text} not null,
  started_at          {time} not null,
  ended_at            {time},
  change_stamp        {int}  not null,
  primary key (tenant_id, relationship_id)
) {strict};
create table distributions (
  -- The indirect reseller, which agreed.
  tenant_id       {id}   not null references organizations (organization_id),
  distribution_id {id}   not null,
  provider_id     {id}   not null references organizations (organization_id),
  request_id      {id}   not null,
  accepted_by     {text} not null,
  started_at      {time} not null,
  ended_at        {time},
  -- As which of the two it was ended.
  ended_by        {text},
  primary key (tenant_id, distribution_id)
) {strict};
create unique index distributions_one_live on distributions (tenant_id, provider_id) where ended_at is null;
create index distributions_by_provider on distributions (provider_id, tenant_id) where ended_at is null;
create index distributions_by_id on distributions (distribution_id);

create unique index reseller_relationships_one_live on reseller_relationships (tenant_id, partner_id)
  where ended_at is null;
create index reseller_relationships_by_partner on reseller_relationships (partner_id, tenant_id)
  where ended_at is null;
create index reseller_relationships_ending on reseller_relationships (privileges_end_at)
  where privileges_end_at is not null;
create index reseller_relationships_by_request on reseller_relationships (partner_id, request_id);

-- Granular relationships belong to the partner that asks; the customer is known from its approval on, or from the start.
create table granular_relationships (
  tenant_id       {id}    not null references organizations (organization_id),
  relationship_id {id}    not null,
  -- The second half of the published identifier, which cannot be guessed.
  secret_id       {id}    not null,
  -- As the partner wrote it, until the customer approves: whether there is such an organization is nobody's to learn.
  customer_id     {id},
  name            {text}  not null,
  name_key        {text}  not null,
  -- The templates of the roles, separated by blanks.
  roles           {text}  not null,
  days            {int}   not null,
  extends         {bool}  not null,
  status          {text}  not null,
  created_by      {text}  not null,
  created_at      {time}  not null,
  changed_at      {time}  not null,
  locked_at       {time},
  approved_by     {text},
  approved_at     {time},
  activated_at    {time},
  ends_at         {time},
  ended_at        {time},
  -- How many days before the end both sides were reminded last.
  reminded        {int},
  -- Whether the customer lets the roles open its rooms.
  opens_rooms     {bool}  not null default false,
  -- The indirect provider that prepared it for the partner, and what that said to it.
  provider_id     {id}    references organizations (organization_id),
  partner_consent {text},
  change_stamp    {int}   not null,
  primary key (tenant_id, relationship_id)
) {strict};
create unique index granular_relationships_by_id on granular_relationships (relationship_id);
create unique index granular_relationships_by_name on granular_relationships (tenant_id, name_key);
create index granular_relationships_by_customer on granular_relationships (customer_id, tenant_id)
  where customer_id is not null;
create index granular_relationships_by_provider on granular_relationships (provider_id, tenant_id)
  where provider_id is not null;
create index granular_relationships_moving on granular_relationships (status, tenant_id)
  where status in ('approved', 'activating', 'expiring', 'terminationRequested', 'terminating');
create index granular_relationships_by_end on granular_relationships (ends_at) where status = 'active';
create index granular_relationships_by_lock on granular_relationships (locked_at) where status = 'approvalPending';
create index granular_relationships_by_ended on granular_relationships (ended_at)
  where status in ('expired', 'terminated');

create table access_assignments (
  tenant_id       {id}    not null,
  assignment_id   {id}    not null,
  relationship_id {id}    not null,
  group_id        {id}    not null,
  roles           {text}  not null,
  status          {text}  not null,
  created_at      {time}  not null,
  changed_at      {time}  not null,
  change_stamp    {int}   not null,
  primary key (tenant_id, assignment_id),
  foreign key (tenant_id, relationship_id) references granular_relationships (tenant_id, relationship_id)
    on delete cascade
) {strict};
create unique index access_assignments_one_a_group on access_assignments (tenant_id, relationship_id, group_id)
  where status <> 'deleted';
create index access_assignments_moving on access_assignments (tenant_id) where status in ('pending', 'deleting');

create table granular_requests (
  tenant_id       {id}    not null,
  request_id      {id}    not null,
  relationship_id {id}    not null,
  action          {text}  not null,
  status          {text}  not null,
  created_at      {time}  not null,
  changed_at      {time}  not null,
  primary key (tenant_id, request_id),
  foreign key (tenant_id, relationship_id) references granular_relationships (tenant_id, relationship_id)
    on delete cascade
) {strict};
create index granular_requests_of on granular_requests (tenant_id, relationship_id);
create index granular_requests_open on granular_requests (tenant_id) where status = 'created';

create table granular_operations (
  tenant_id       {id}    not null,
  operation_id    {id}    not null,
  relationship_id {id}    not null,
  -- What became of it, as the document that clients read.
  data            {text}  not null,
  status          {text}  not null,
  created_at      {time}  not null,
  changed_at      {time}  not null,
  primary key (tenant_id, operation_id),
  foreign key (tenant_id, relationship_id) references granular_relationships (tenant_id, relationship_id)
    on delete cascade
) {strict};
create index granular_operations_of on granular_operations (tenant_id, relationship_id);
create index granular_operations_open on granular_operations (tenant_id) where status = 'notStarted';
-- When people of a partner used delegated admin privileges at the customer, by the hour.
create table delegation_uses (
  tenant_id       {id}   not null,
  relationship_id {id}   not null,
  user_id         {id}   not null,
  hour            {int}  not null,
  uses            {int}  not null,
  last_at         {time} not null,
  primary key (tenant_id, relationship_id, user_id, hour),
  foreign key (tenant_id, relationship_id) references reseller_relationships (tenant_id, relationship_id)
) {strict};

create index delegation_uses_by_time on delegation_uses (last_at);

-- What partners ask the operator, as vendor of a service, on behalf of a customer, and what is written there.
create table support_requests (
  tenant_id        {id}   not null references organizations (organization_id),
  request_id       {id}   not null,
  partner_id       {id}   not null references organizations (organization_id),
  title            {text} not null,
  title_key        {text} not null,
  description      {text} not null,
  severity         {text} not null,
  status           {text} not null,
  -- The service with its name of that time; none and empty where it is about Steward itself.
  service_id       {id},
  service_name     {text} not null,
  service_name_key {text} not null,
  opened_by        {text} not null,
  opened_at        {time} not null,
  updated_at       {time} not null,
  closed_by_side   {text},
  closed_by        {text} not null,
  closed_at        {time},
  change_stamp     {int}  not null,
  primary key (tenant_id, request_id)
) {strict};
create index support_requests_of_customer on support_requests (tenant_id, updated_at, request_id);
create index support_requests_of_partner on support_requests (partner_id, updated_at, request_id);
create index support_requests_by_time on support_requests (updated_at, request_id);
create table support_messages (
  tenant_id  {id}   not null,
  request_id {id}   not null,
  -- The place in the request, from 1 on.
  number     {int}  not null,
  message_id {id}   not null,
  side       {text} not null,
  written_by {text} not null,
  at         {time} not null,
  text       {text} not null,
  primary key (tenant_id, request_id, number),
  foreign key (tenant_id, request_id) references support_requests (tenant_id, request_id) on delete cascade
) {strict};

-- Signed records of what ended when a customer ended everything that a partner held.
create table off_boarding_records (
  tenant_id        {id}   not null references organizations (organization_id),
  record_id        {id}   not null,
  partner_id       {id}   not null references organizations (organization_id),
  partner_name     {text} not null,
  partner_name_key {text} not null,
  issued_by        {text} not null,
  issued_at        {time} not null,
  -- How many things ended, and how many kinds of residue are left.
  ended            {int}  not null,
  residue          {int}  not null,
  -- The document with its signature, in the compact form of RFC 7515.
  signed           {text} not null,
  primary key (tenant_id, record_id)
) {strict};
create index off_boarding_records_by_partner on off_boarding_records (tenant_id, partner_id, issued_at);

-- Portals of services, registered by the operator, that partners open for their customers.
create table service_portals (
  tenant_id    {id}   not null references organizations (organization_id),
  portal_id    {id}   not null,
  name         {text} not null,
  name_key     {text} not null,
  url_template {text} not null,
  change_stamp {int}  not null,
  primary key (tenant_id, portal_id),
  unique (tenant_id, name_key)
) {strict};

-- Applications of organizations (OAuth 2.0): what each may do, its secrets, the consents of people on their way to a token, and the keys
-- that sign tokens. Redirect addresses and permissions are documents: lists of text.
create table applications (
  tenant_id               {id}   not null references organizations (organization_id),
  application_id          {id}   not null,
  name                    {text} not null,
  name_key                {text} not null,
  redirects               {text} not null,
  is_public               {bool} not null,
  is_enabled              {bool} not null,
  application_permissions {text} not null,
  delegated_permissions   {text} not null,
  created_at              {time} not null,
  change_stamp            {int}  not null,
  primary key (tenant_id, application_id)
) {strict};
create index applications_by_name on applications (tenant_id, name_key, application_id);

create table application_secrets (
  tenant_id      {id}    not null,
  application_id {id}    not null,
  secret_id      {id}    not null,
  name           {text}  not null,
  secret_hash    {bytes} not null,
  created_at     {time}  not null,
  expires_at     {time}  not null,
  last_used_at   {time},
  primary key (tenant_id, application_id, secret_id),
  foreign key (tenant_id, application_id) references applications (tenant_id, application_id) on delete cascade
) {strict};

create table authorization_codes (
  code_hash      {bytes} primary key,
  tenant_id      {id}    not null,
  application_id {id}    not null,
  user_id        {id}    not null,
  redirect       {text}  not null,
  challenge      {text}  not null,
  permissions    {text}  not null,
  -- Until when it counts; once it is used, until when the token that it gave does.
  expires_at     {time}  not null,
  -- The token that it gave; once it is tried again, that one has ended.
  token_id       {id},
  is_ended       {bool}  not null default false,
  foreign key (tenant_id, application_id) references applications (tenant_id, application_id) on delete cascade
) {strict};
create index authorization_codes_by_application on authorization_codes (tenant_id, application_id);
create index authorization_codes_by_token on authorization_codes (tenant_id, token_id) where is_ended;
create index authorization_codes_by_age on authorization_codes (expires_at);

create table token_keys (
  key_id      {text}  primary key,
  public_key  {bytes} not null,
  seal_key_id {text}  not null,
  sealed      {bytes} not null,
  created_at  {time}  not null
) {strict};

-- Windows Autopilot: what devices skip when they are set up, devices with who added them, and what became of those submitted together.
create table autopilot_profiles (
  tenant_id    {id}   not null references organizations (organization_id),
  profile_id   {id}   not null,
  name         {text} not null,
  name_key     {text} not null,
  description  {text} not null,
  settings     {text} not null,
  created_at   {time} not null,
  changed_at   {time} not null,
  change_stamp {int}  not null,
  primary key (tenant_id, profile_id)
) {strict};
create unique index autopilot_profiles_by_name on autopilot_profiles (tenant_id, name_key);

create table autopilot_batches (
  tenant_id  {id}   not null references organizations (organization_id),
  batch_id   {id}   not null,
  name       {text} not null,
  made_by    {id}   not null references organizations (organization_id),
  created_at {time} not null,
  primary key (tenant_id, batch_id)
) {strict};
create unique index autopilot_batches_by_name on autopilot_batches (tenant_id, made_by, name);

create table autopilot_devices (
  tenant_id     {id}   not null references organizations (organization_id),
  device_id     {id}   not null,
  batch_id      {id}   not null,
  serial_number {text} not null,
  serial_key    {text} not null,
  product_key   {text} not null,
  hardware_hash {text} not null,
  manufacturer  {text} not null,
  model         {text} not null,
  search_key    {text} not null,
  added_by      {id}   not null references organizations (organization_id),
  channel       {text} not null,
  profile_id    {id},
  -- How many identities it has; one with fewer was never added.
  identities    {int}  not null,
  added_at      {time} not null,
  primary key (tenant_id, device_id),
  foreign key (tenant_id, batch_id) references autopilot_batches (tenant_id, batch_id),
  foreign key (tenant_id, profile_id) references autopilot_profiles (tenant_id, profile_id)
) {strict};
create index autopilot_devices_by_serial on autopilot_devices (tenant_id, serial_key, device_id);
create index autopilot_devices_by_batch on autopilot_devices (tenant_id, batch_id, device_id);
create index autopilot_devices_by_profile on autopilot_devices (tenant_id, profile_id);

-- Digests of that by which a device is known again; each is one organization's.
create table autopilot_identities (
  tenant_id {id}    not null references organizations (organization_id),
  identity  {bytes} not null,
  device_id {id}    not null,
  primary key (tenant_id, identity)
) {strict};
create unique index autopilot_identities_once on autopilot_identities (identity);
create index autopilot_identities_by_device on autopilot_identities (tenant_id, device_id);

create table autopilot_submissions (
  tenant_id     {id}   not null references organizations (organization_id),
  submission_id {id}   not null,
  kind          {text} not null,
  batch_id      {id},
  made_by       {id}   not null references organizations (organization_id),
  at            {time} not null,
  primary key (tenant_id, submission_id)
) {strict};
create index autopilot_submissions_by_maker on autopilot_submissions (made_by, at);

create table autopilot_results (
  tenant_id     {id}   not null,
  submission_id {id}   not null,
  line          {int}  not null,
  device_id     {id},
  serial_number {text} not null,
  product_key   {text} not null,
  outcome       {text} not null,
  rules         {text},
  primary key (tenant_id, submission_id, line),
  foreign key (tenant_id, submission_id) references autopilot_submissions (tenant_id, submission_id) on delete cascade
) {strict};

-- What the operator offers partners to provision for their customers.
create table subscription_offers (
  tenant_id    {id}   not null references organizations (organization_id),
  offer_id     {id}   not null,
  name         {text} not null,
  name_key     {text} not null,
  kind         {text} not null,
  -- How long each term is; none where it goes on until it is cancelled.
  term_months  {int},
  change_stamp {int}  not null,
  primary key (tenant_id, offer_id),
  unique (tenant_id, name_key)
) {strict};

-- What an organization bought. The status is the one that people left it in; what time makes of it is read off.
create table subscriptions (
  tenant_id       {id}   not null references organizations (organization_id),
  subscription_id {id}   not null,
  name            {text} not null,
  name_key        {text} not null,
  offer_id        {id},
  offer_name      {text} not null,
  kind            {text} not null,
  status          {text} not null,
  quantity        {int}  not null,
  -- The partner that provisioned it, or the organization itself: it was there before any relationship.
  provisioned_by  {id}   not null references organizations (organization_id),
  created_at      {time} not null,
  starts_at       {time} not null,
  ends_at         {time},
  term_months     {int},
  change_stamp    {int}  not null,
  primary key (tenant_id, subscription_id)
) {strict};
create index subscriptions_by_name on subscriptions (tenant_id, name_key, subscription_id);
create index subscriptions_by_provider on subscriptions (provisioned_by, tenant_id);

-- Roles on subscriptions, held by people of the organization itself (home) or by a group of a partner.
create table subscription_assignments (
  tenant_id       {id}   not null references organizations (organization_id),
  assignment_id   {id}   not null,
  subscription_id {id}   not null,
  role            {text} not null,
  home_id         {id}   not null references organizations (organization_id),
  member_kind     {text} not null,
  member_id       {id}   not null,
  given_by        {text} not null,
  given_at        {time} not null,
  primary key (tenant_id, assignment_id),
  unique (tenant_id, subscription_id, role, member_id),
  foreign key (tenant_id, subscription_id) references subscriptions (tenant_id, subscription_id) on delete cascade
) {strict};
create index subscription_assignments_by_home on subscription_assignments (home_id, tenant_id);

create table subscription_resources (
  tenant_id       {id}   not null references organizations (organization_id),
  resource_id     {id}   not null,
  subscription_id {id}   not null,
  name            {text} not null,
  name_key        {text} not null,
  kind            {text} not null,
  state           {text} not null,
  created_at      {time} not null,
  change_stamp    {int}  not null,
  primary key (tenant_id, resource_id),
  unique (tenant_id, subscription_id, name_key),
  foreign key (tenant_id, subscription_id) references subscriptions (tenant_id, subscription_id) on delete cascade
) {strict};

-- Who of the organization has a licence of a subscription.
create table subscription_seats (
  tenant_id       {id}   not null,
  subscription_id {id}   not null,
  user_id         {id}   not null,
  assigned_at     {time} not null,
  -- The partner whose people gave it, where it was one.
  assigned_by     {id}   references organizations (organization_id),
  primary key (tenant_id, subscription_id, user_id),
  foreign key (tenant_id, subscription_id) references subscriptions (tenant_id, subscription_id) on delete cascade,
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
) {strict};
create index subscription_seats_by_user on subscription_seats (tenant_id, user_id);

-- Roles that an organization made for its own people, or a partner for its people at this customer (link).
create table roles (
  tenant_id    {id}   not null references organizations (organization_id),
  role_id      {id}   not null,
  link_id      {id},
  name         {text} not null,
  name_key     {text} not null,
  description  {text} not null,
  permissions  {text} not null,
  created_at   {time} not null,
  change_stamp {int}  not null,
  primary key (tenant_id, role_id),
  foreign key (tenant_id, link_id) references links (tenant_id, link_id) on delete cascade
) {strict};
create unique index roles_by_name on roles (tenant_id, link_id, name_key) where link_id is not null;
create unique index own_roles_by_name on roles (tenant_id, name_key) where link_id is null;

-- The role is the word of a built-in one, or one of the table above.
create table assignments (
  tenant_id     {id}   not null references organizations (organization_id),
  assignment_id {id}   not null,
  link_id       {id},
  role          {text} not null,
  role_id       {id},
  name          {text} not null,
  description   {text} not null,
  scope_id      {id}   not null,
  starts_at     {time},
  ends_at       {time},
  -- How many days before its end was warned last; none where nobody was.
  warned_days   {int},
  -- Whether its members get e-mail about the rooms (R-103, R-265).
  sends_mail    {bool} not null default false,
  created_at    {time} not null,
  change_stamp  {int}  not null,
  primary key (tenant_id, assignment_id),
  foreign key (tenant_id, link_id) references links (tenant_id, link_id) on delete cascade,
  foreign key (tenant_id, role_id) references roles (tenant_id, role_id) on delete cascade
) {strict};
create index assignments_by_link on assignments (tenant_id, link_id, assignment_id);
create index assignments_by_role on assignments (tenant_id, role_id, assignment_id);
create index assignments_by_end on assignments (ends_at) where ends_at is not null;

create table assignment_members (
  tenant_id     {id}   not null,
  assignment_id {id}   not null,
  home_id       {id}   not null references organizations (organization_id),
  member_kind   {text} not null,
  member_id     {id}   not null,
  added_at      {time} not null,
  primary key (tenant_id, assignment_id, member_id),
  foreign key (tenant_id, assignment_id) references assignments (tenant_id, assignment_id) on delete cascade
) {strict};
create index assignment_members_by_member on assignment_members (member_id, tenant_id, assignment_id);

-- Told to people of one organization, about something in its own part or in that of a customer.
create table notices (
  tenant_id  {id}   not null references organizations (organization_id),
  notice_id  {id}   not null,
  at         {time} not null,
  within_id  {id}   not null references organizations (organization_id),
  audience   {text} not null,
  -- The person or team whom it is for, where it is for one.
  to_id      {id},
  kind       {text} not null,
  about_id   {id}   not null,
  parameters {text} not null,
  primary key (tenant_id, notice_id)
) {strict};
create index notices_by_time on notices (tenant_id, at, notice_id);
create index notices_at_customers on notices (tenant_id, within_id) where audience = 'role_managers_there';

create table notice_reads (
  tenant_id {id} not null,
  notice_id {id} not null,
  user_id   {id} not null,
  primary key (tenant_id, notice_id, user_id),
  foreign key (tenant_id, notice_id) references notices (tenant_id, notice_id) on delete cascade
) {strict};

-- Where programs of an organization are told what happens (R-265).
create table webhooks (
  tenant_id       {id}    not null references organizations (organization_id),
  webhook_id      {id}    not null,
  -- In which form it is told: 'standard', or 'partnerCenter' for the one registration at Partner Center's surface (R-422).
  envelope        {text}  not null,
  name            {text}  not null,
  name_key        {text}  not null,
  address         {text}  not null,
  -- Of own rooms, or of those of customers.
  covers          {text}  not null,
  -- A list of occasions.
  events          {text}  not null,
  -- A list of customers; empty stands for all.
  customers       {text}  not null,
  -- A group of own rooms; none stands for all. One that was deleted holds no room.
  group_id        {id},
  -- A list of teams of the organization with which tickets stand; empty stands for all tickets.
  teams           {text}  not null,
  lowest_severity {text}  not null,
  -- Whose sight decides what it is told. Somebody who is gone sees nothing.
  owner_id        {id}    not null,
  is_on           {bool}  not null,
  -- Why Steward switched it off, or empty.
  off_reason      {text}  not null,
  -- Since when nothing was delivered although it was tried.
  failing_since   {time},
  seal_key_id     {text}  not null,
  sealed          {bytes} not null,
  -- The secret before, which signs until a moment.
  old_seal_key_id {text}  not null,
  old_sealed      {bytes} not null,
  old_until       {time},
  created_at      {time}  not null,
  change_stamp    {int}   not null,
  primary key (tenant_id, webhook_id)
) {strict};

create unique index webhooks_of_partner_center on webhooks (tenant_id) where envelope = 'partnerCenter';

-- What webhooks are told. Identifiers alone: what a message says is read when it is sent, by the right of the owner.
-- Which team of an organization is told of which tickets by e-mail, among those who may be (R-265).
create table mail_routes (
  tenant_id       {id}   not null references organizations (organization_id),
  route_id        {id}   not null,
  -- Tickets of own rooms, or of those of customers.
  covers          {text} not null,
  -- A list of customers; empty stands for all.
  customers       {text} not null,
  lowest_severity {text} not null,
  team_id         {id}   not null,
  created_at      {time} not null,
  change_stamp    {int}  not null,
  primary key (tenant_id, route_id),
  foreign key (tenant_id, team_id) references security_groups (tenant_id, group_id) on delete cascade
) {strict};

create table webhook_deliveries (
  tenant_id   {id}   not null,
  webhook_id  {id}   not null,
  delivery_id {id}   not null,
  -- The organization in whose part it happened.
  within_id   {id}   not null references organizations (organization_id),
  told        {text} not null,
  about_id    {id}   not null,
  -- The part of it, where it is told of a part.
  part_id     {id},
  -- The line of the log of the one that is told, where one names it.
  record_id   {id},
  at          {time} not null,
  created_at  {time} not null,
  -- Since when it is tried.
  since       {time} not null,
  -- When it is tried; while somebody tries it, when it is tried again if they never say what became of it.
  due_at      {time} not null,
  is_taken    {bool} not null,
  tries       {int}  not null,
  -- The last try: when, the status of the answer, how long it took in milliseconds, why there was no answer.
  tried_at    {time},
  status      {int},
  took        {int},
  unreached   {text},
  outcome     {text},
  settled_at  {time},
  primary key (tenant_id, webhook_id, delivery_id),
  foreign key (tenant_id, webhook_id) references webhooks (tenant_id, webhook_id) on delete cascade
) {strict};
create index webhook_deliveries_due on webhook_deliveries (due_at) where outcome is null;
create index webhook_deliveries_of_webhook on webhook_deliveries (tenant_id, webhook_id, due_at) where outcome is null;
create index webhook_deliveries_newest on webhook_deliveries (tenant_id, webhook_id, created_at, delivery_id);
create index webhook_deliveries_old on webhook_deliveries (created_at);
create index webhook_deliveries_tests on webhook_deliveries (created_at) where told = 'test-created';

-- The keys that sign what is told in Partner Center's form, each with its certificate: made at first use, the same on every node.
create table webhook_certificates (
  certificate_id {text}  primary key,
  certificate    {bytes} not null,
  seal_key_id    {text}  not null,
  sealed         {bytes} not null,
  ends_at        {time}  not null,
  created_at     {time}  not null
) {strict};

-- What happened and is to be told, until those are found who are told (R-265): first webhooks, then people by e-mail.
-- Identifiers alone.
create table notifications (
  tenant_id       {id}   not null references organizations (organization_id),
  notification_id {id}   not null,
  occasion        {text} not null,
  -- The ticket, or the notice.
  about_id        {id}   not null,
  -- The room of a ticket.
  room_id         {id},
  -- Told at once, or else in the daily digest.
  is_urgent       {bool} not null,
  at              {time} not null,
  -- Who is told next: 'webhooks' or 'mails'.
  next            {text} not null,
  due_at          {time} not null,
  primary key (tenant_id, notification_id)
) {strict};
create index notifications_due on notifications (due_at, notification_id);

-- Who is told of it by e-mail. Identifiers alone: what a message says is read when it is sent, by the right of its reader.
create table mails (
  -- The reader.
  tenant_id  {id}   not null,
  user_id    {id}   not null,
  mail_id    {id}   not null,
  -- The organization in whose part it happened.
  within_id  {id}   not null references organizations (organization_id),
  occasion   {text} not null,
  about_id   {id}   not null,
  -- What of one organization makes one message: the key of a signal (of what explains the ticket, else its own), an issue, or that tickets were given.
  cause      {text} not null,
  is_urgent  {bool} not null,
  at         {time} not null,
  -- When it is sent; while somebody sends it, when it is tried again if they never say what became of it.
  due_at     {time} not null,
  tries      {int}  not null,
  -- The message that it is a part of, from its first try on.
  message_id {id},
  outcome    {text},
  settled_at {time},
  primary key (tenant_id, user_id, mail_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
) {strict};
create index mails_due on mails (due_at, mail_id) where outcome is null;
create index mails_of_reader on mails (tenant_id, user_id, due_at) where outcome is null;
create index mails_by_about on mails (about_id, tenant_id, user_id);
create index mails_settled on mails (settled_at) where settled_at is not null;

-- Reports that people have sent to themselves: identifiers and choices alone.
create table report_subscriptions (
  tenant_id       {id}   not null,
  user_id         {id}   not null,
  subscription_id {id}   not null,
  -- 'all', or one report.
  report          {text} not null,
  -- 'own' rooms, or those of 'customers': of one, or of all in sight.
  covers          {text} not null,
  customer_id     {id},
  group_id        {id},
  -- 'week' or 'month'.
  days            {text} not null,
  -- A day of the week, or 'first' of the month; and the hour by the clock of the person.
  day             {text} not null,
  hour            {int}  not null,
  -- When it is due; none while it is paused.
  next_at         {time},
  -- What became of the one before.
  last_at         {time},
  last_result     {text},
  -- To whom else it is sent: a list of addresses, whether they are anybody's or not; and when one was due that waits to be sent to them.
  recipients      {text} not null,
  share_at        {time},
  created_at      {time} not null,
  change_stamp    {int}  not null,
  primary key (tenant_id, user_id, subscription_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade
) {strict};
create index report_subscriptions_due on report_subscriptions (next_at, subscription_id) where next_at is not null;
create index report_subscriptions_shared on report_subscriptions (share_at, subscription_id) where share_at is not null;

-- Reports that others have sent to people, from the first one on; a person stops each for good.
create table received_reports (
  -- The reader.
  tenant_id       {id}   not null,
  user_id         {id}   not null,
  subscription_id {id}   not null,
  -- Whose subscription it is.
  owner_tenant_id {id}   not null,
  owner_id        {id}   not null,
  last_at         {time} not null,
  is_stopped      {bool} not null,
  primary key (tenant_id, user_id, subscription_id),
  foreign key (tenant_id, user_id) references users (tenant_id, user_id) on delete cascade,
  foreign key (owner_tenant_id, owner_id, subscription_id)
    references report_subscriptions (tenant_id, user_id, subscription_id) on delete cascade
) {strict};
create index received_reports_by_owner on received_reports (owner_tenant_id, owner_id, subscription_id);

create table audit_heads (
  tenant_id {id}    primary key references organizations (organization_id),
  sequence  {int}   not null,
  digest    {bytes} not null
) {strict};

create table audit_events (
  tenant_id       {id}    not null,
  sequence        {int}   not null,
  event_id        {id}    not null,
  at              {time}  not null,
  kind            {text}  not null,
  category        {text}  not null,
  operation       {text}  not null,
  result          {text}  not null,
  subject_id      {id}    not null,
  subject_name    {text}  not null,
  -- The name as lists compare it: no part of the digest, erased with the name.
  subject_key     {text}  not null,
  target_id       {id}    not null,
  actor_id        {id},
  actor_tenant_id {id},
  actor_name      {text}  not null,
  -- By whose token it was done, where it was an application's.
  application_id   {id},
  application_name {text} not null,
  via_role        {text}  not null,
  via_id          {id},
  request_id      {text}  not null,
  address         {text}  not null,
  changes         {text}  not null,
  salts           {text}  not null,
  digest          {bytes} not null,
  primary key (tenant_id, sequence)
) {strict};
create index audit_events_by_time on audit_events (tenant_id, at, sequence);
create index audit_events_by_subject on audit_events (tenant_id, subject_id, sequence);
create index audit_events_by_actor on audit_events (tenant_id, actor_id, sequence);
-- What people took with them.
create index audit_events_taken on audit_events (tenant_id, actor_tenant_id, at)
  where category = 'Export' or kind = 'key.downloaded';
-- What people made and changed in the directory, and made of rooms, of Autopilot and in subscriptions.
create index audit_events_made on audit_events (tenant_id, actor_tenant_id, kind, subject_id)
  where kind = 'user.created' or kind = 'user.edited' or kind = 'user.enabled' or kind = 'user.disabled'
  or kind = 'room.created' or kind = 'group.created' or kind = 'security_group.created'
  or kind = 'autopilot.profile_created' or kind = 'subscription.resource_created';

-- When each person of another organization last did or viewed something here, as the audit log tells it.
create table last_uses (
  tenant_id {id}   not null references organizations (organization_id),
  user_id   {id}   not null,
  at        {time} not null,
  primary key (tenant_id, user_id)
) {strict};

create table idempotency_keys (
  tenant_id  {id}    not null,
  user_id    {id}    not null,
  key        {text}  not null,
  part       {int}   not null,
  request    {bytes} not null,
  answer     {text}  not null,
  created_at {time}  not null,
  primary key (tenant_id, user_id, key, part)
) {strict};
create index idempotency_keys_by_age on idempotency_keys (created_at);

create table invitation_attempts (
  tenant_id {id}   not null,
  at        {time} not null,
  attempt_id {id}  not null,
  primary key (tenant_id, at, attempt_id)
) {strict};

create table server_settings (
  name  {text} primary key,
  value {text} not null
) {strict};
