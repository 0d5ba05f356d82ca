namespace KmCommons.Cases;

/// <summary>How far a case story is.</summary>
public enum CaseState
{
    /// <summary>Only the name, and perhaps what is known: it asks for the story.</summary>
    Stub,
    /// <summary>Somebody told at least one part.</summary>
    Told,
    /// <summary>Somebody with the right to has checked what is told.</summary>
    Checked,
    /// <summary>Checked, and a place where others can come to learn.</summary>
    LearningSource,
}

/// <summary>What the states are called.</summary>
public static class CaseStates
{
    extension(CaseState state)
    {
        /// <summary>The state in Thai; the key of the string localizer.</summary>
        public string Thai => state switch
        {
            CaseState.Stub => "รอคนเล่า",
            CaseState.Told => "เล่าแล้ว",
            CaseState.Checked => "ตรวจแล้ว",
            _ => "แหล่งเรียนรู้",
        };
    }
}
