namespace KmCommons.Digests;

/// <summary>How often a letter comes. Each rhythm is a letter of its own, with its own way out. The numbers stand in addresses of letters that were sent (<see cref="LeaveByMail"/>): they never change.</summary>
public enum Rhythm
{
    /// <summary>ทันที: within minutes.</summary>
    AtOnce = 0,
    /// <summary>ทุกวัน.</summary>
    Daily = 1,
    /// <summary>ทุกสัปดาห์.</summary>
    Weekly = 2,
    /// <summary>ทุกเดือน.</summary>
    Monthly = 3,
    /// <summary>ก่อนประชุม: two days before a circle meets, with what is new in it; only circles have it.</summary>
    BeforeMeeting = 4,
}

/// <summary>What rhythms are called.</summary>
public static class Rhythms
{
    extension(Rhythm rhythm)
    {
        /// <summary>Its name where one chooses.</summary>
        public string Thai => rhythm switch
        {
            Rhythm.AtOnce => "ทันที",
            Rhythm.Daily => "ทุกวัน",
            Rhythm.Weekly => "ทุกสัปดาห์",
            Rhythm.Monthly => "ทุกเดือน",
            _ => "ก่อนประชุม 2 วัน",
        };

        /// <summary>The letter's name where one leaves it.</summary>
        public string Letter => rhythm switch
        {
            Rhythm.AtOnce => "จดหมายที่มาทันที",
            Rhythm.Daily => "จดหมายสรุปรายวัน",
            Rhythm.Weekly => "จดหมายสรุปรายสัปดาห์",
            Rhythm.Monthly => "จดหมายสรุปรายเดือน",
            _ => "จดหมายก่อนประชุม",
        };

        /// <summary>Days ahead that a letter tells of.</summary>
        internal int Ahead => rhythm switch { Rhythm.AtOnce => 0, Rhythm.Daily => 7, Rhythm.Monthly => 31, Rhythm.BeforeMeeting => Hours.DaysBefore, _ => 14 };

        /// <summary>Days ahead that are reason enough for a letter.</summary>
        internal int Soon => rhythm switch { Rhythm.AtOnce => 0, Rhythm.Daily => 1, Rhythm.Monthly => 31, Rhythm.BeforeMeeting => Hours.DaysBefore, _ => 7 };
    }
}
