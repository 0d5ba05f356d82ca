using System.Collections.Frozen;

namespace KmCommons.People;

/// <summary>What can be done. Which of them a page needs stands on the page (<see cref="NeedsAttribute"/>).</summary>
public enum Deed
{
    /// <summary>Any page of one's own: profile, digests, things.</summary>
    BeMember,
    /// <summary>Write, revise, publish and take back a note.</summary>
    Write,
    /// <summary>Write an after action review.</summary>
    Reflect,
    /// <summary>Call a meeting of a circle, write down what came of it, move it and call it off.</summary>
    Meet,
    /// <summary>Begin a circle.</summary>
    BeginCircle,
    /// <summary>Say what a circle is for, how often it meets and who is in it.</summary>
    KeepCircle,
    /// <summary>Make a lesson card of a paragraph that one may read.</summary>
    MakeLesson,
    /// <summary>Say a lesson in other words, and take it back.</summary>
    KeepLesson,
    /// <summary>Say that one's place took a lesson up.</summary>
    Adopt,
    /// <summary>Tell a case story.</summary>
    Tell,
    /// <summary>Say that a case was checked, or is a learning source.</summary>
    CheckCase,
    /// <summary>Let a held comment stand, or take one away.</summary>
    MindComments,
    /// <summary>Say that something answers a question.</summary>
    AnswerQuestion,
    /// <summary>Say that a comment answers: who asked, and who wrote the item.</summary>
    AcceptAnswer,
    /// <summary>Take back what was said to answer.</summary>
    UndoAnswer,
    /// <summary>Say of one's own comment that it asks, or not.</summary>
    MarkQuestion,
    /// <summary>Say thank you.</summary>
    Thank,
    /// <summary>Let through or hide what waits to be read first in a blog.</summary>
    MindHeld,
    /// <summary>Say who writes in a blog, and what it is about.</summary>
    KeepBlog,
    /// <summary>Make the blog of a tambon.</summary>
    OpenBlog,
    /// <summary>Say what a collection gathers and who keeps it.</summary>
    KeepCollection,
    /// <summary>Open a cohort of a training and help its learners.</summary>
    Train,
    /// <summary>Open a round of Blog ดีเด่น, ask its jury and close it.</summary>
    HoldAwards,
    /// <summary>Hide and restore anything.</summary>
    Moderate,
    /// <summary>Read what people looked for and did not find, and take off what is no story.</summary>
    HearWishes,
    /// <summary>Invite people.</summary>
    Invite,
    /// <summary>Give and end roles.</summary>
    ManagePeople,
    /// <summary>Zones, villages, new names of places.</summary>
    ManagePlaces,
    /// <summary>Take a copy of what a circle wrote.</summary>
    CopyCircle,
    /// <summary>Look after the machinery: letters, jobs, index.</summary>
    Operate,
}

/// <summary>What someone has in a blog.</summary>
public enum BlogHand
{
    /// <summary>Writes own things.</summary>
    Writer,
    /// <summary>Revises everybody's things there.</summary>
    Editor,
    /// <summary>Keeps the blog: writers, comments, everything.</summary>
    Owner,
}

/// <summary>What a deed is done to: where, in which circle, whose it is, and what hand the viewer has in its blog.</summary>
public sealed record Ground(string? Place = null, long? Circle = null, long? Author = null, BlogHand? Hand = null);

/// <summary>Who may do what: role x place x circle x own hand, in this one table. What is not said here is refused.</summary>
public static class Rights
{
    sealed record Rule(Role[] Roles, BlogHand? AtLeast = null, bool Author = false, bool AnyMember = false);

    static readonly FrozenDictionary<Deed, Rule> Rules = new Dictionary<Deed, Rule>
    {
        [Deed.BeMember] = new([], AnyMember: true),
        [Deed.Write] = new([Role.Administrator], AtLeast: BlogHand.Editor, Author: true),
        [Deed.Reflect] = new([Role.Administrator], AtLeast: BlogHand.Editor, Author: true),
        [Deed.Meet] = new([Role.Administrator, Role.Facilitator, Role.NoteTaker, Role.Sponsor], AtLeast: BlogHand.Editor, Author: true),
        [Deed.BeginCircle] = new([Role.Administrator, Role.Facilitator]),
        [Deed.KeepCircle] = new([Role.Administrator, Role.Facilitator, Role.Sponsor]),
        [Deed.MakeLesson] = new([], AnyMember: true),
        [Deed.KeepLesson] = new([Role.Administrator, Role.Facilitator], Author: true),
        [Deed.Adopt] = new([], AnyMember: true),
        [Deed.Tell] = new([Role.Administrator, Role.Facilitator, Role.NoteTaker], AtLeast: BlogHand.Editor, Author: true),
        [Deed.CheckCase] = new([Role.Administrator, Role.Facilitator, Role.Sponsor]),
        [Deed.MindComments] = new([Role.Administrator, Role.Moderator], AtLeast: BlogHand.Editor, Author: true),
        [Deed.AnswerQuestion] = new([], AnyMember: true),
        [Deed.AcceptAnswer] = new([], Author: true),
        [Deed.UndoAnswer] = new([Role.Administrator, Role.Moderator], Author: true),
        [Deed.MarkQuestion] = new([], Author: true),
        [Deed.Thank] = new([], AnyMember: true),
        [Deed.MindHeld] = new([Role.Administrator, Role.Moderator], AtLeast: BlogHand.Owner),
        [Deed.KeepBlog] = new([Role.Administrator], AtLeast: BlogHand.Owner),
        [Deed.OpenBlog] = new([Role.Administrator]),
        [Deed.KeepCollection] = new([Role.Administrator], AtLeast: BlogHand.Owner),
        [Deed.Train] = new([Role.Administrator, Role.Facilitator]),
        [Deed.HoldAwards] = new([Role.Administrator, Role.Facilitator]),
        [Deed.Moderate] = new([Role.Administrator, Role.Moderator]),
        [Deed.HearWishes] = new([Role.Administrator, Role.NoteTaker]),
        [Deed.Invite] = new([Role.Administrator, Role.Facilitator]),
        [Deed.ManagePeople] = new([Role.Administrator]),
        [Deed.ManagePlaces] = new([Role.Administrator]),
        [Deed.CopyCircle] = new([Role.Administrator, Role.Facilitator]),
        [Deed.Operate] = new([Role.Administrator]),
    }.ToFrozenDictionary();

    extension(Viewer viewer)
    {
        /// <summary>Whether the viewer may do this here.</summary>
        public bool May(Deed deed, Ground ground) => viewer.IsMember && Rules.TryGetValue(deed, out var rule)
            && (rule.AnyMember
                || rule.Author && ground.Author == viewer.Id
                || rule.AtLeast is { } hand && ground.Hand >= hand
                || rule.Roles.Any(role => viewer.Holds(role, ground.Place, ground.Circle)));

        /// <summary>Whether there can be any ground on which the viewer may do this: what opens a page, before it is known which thing is meant.</summary>
        public bool MayEver(Deed deed) => viewer.IsMember && Rules.TryGetValue(deed, out var rule)
            && (rule.AnyMember || rule.Author || rule.AtLeast is not null || rule.Roles.Any(role => viewer.Roles.Any(held => held.Role == role)));

        /// <summary>Refuses with 403 when the viewer may not do this here.</summary>
        public void Must(Deed deed, Ground ground)
        {
            if (!viewer.May(deed, ground))
                throw Foundation.Refused.NotAllowed();
        }
    }
}
