namespace KmCommons.Learning;

/// <summary>The headings of a meeting that hold one thing a line.</summary>
public enum MeetingPart
{
    /// <summary>เป้าหมาย: what it shall bring. Each gets an outcome, or is carried over.</summary>
    Goal,
    /// <summary>เรื่องที่คุย: a matter that may go on from meeting to meeting.</summary>
    Topic,
    /// <summary>กำหนดการ.</summary>
    Agenda,
    /// <summary>คนชวนคุย: the team that leads the talk.</summary>
    Facilitator,
    /// <summary>คนจด.</summary>
    Recorder,
    /// <summary>ภาคส่วน: how many came from where.</summary>
    Sector,
    /// <summary>กลุ่มย่อย: each with its own recorder.</summary>
    Group,
    /// <summary>ข้อตกลง: what was decided.</summary>
    Decision,
}

/// <summary>What the headings are called.</summary>
public static class MeetingParts
{
    extension(MeetingPart part)
    {
        /// <summary>The heading in Thai; the key of the string localizer.</summary>
        public string Thai => part switch
        {
            MeetingPart.Goal => "เป้าหมาย",
            MeetingPart.Topic => "เรื่องที่คุย",
            MeetingPart.Agenda => "กำหนดการ",
            MeetingPart.Facilitator => "คนชวนคุย",
            MeetingPart.Recorder => "คนจด",
            MeetingPart.Sector => "มาจากภาคส่วนไหน",
            MeetingPart.Group => "กลุ่มย่อย",
            _ => "ข้อตกลง",
        };

        /// <summary>Whether what was said about a line stands below it: an outcome, what a group said.</summary>
        public bool HasSaid => part is MeetingPart.Goal or MeetingPart.Topic or MeetingPart.Group;
    }
}
