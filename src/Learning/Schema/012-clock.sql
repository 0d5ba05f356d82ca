-- What the agenda took, beside what was planned
alter table learning.meeting_point
    -- Minutes; of each speaker in order, where speakers take turns
    add actual int[] not null default '{}',
    -- Since when it runs, or the speaker whose turn it is; null when it does not run
    add runs_since timestamptz;
