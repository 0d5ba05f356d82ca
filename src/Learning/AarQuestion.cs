namespace KmCommons.Learning;

/// <summary>The four questions of a review, by what they ask and not by their words. The words are an <see cref="AarForm"/>'s.</summary>
public enum AarQuestion
{
    /// <summary>What we meant to happen.</summary>
    Expected = 1,
    /// <summary>What went better than that, and why: to be kept.</summary>
    Exceeded,
    /// <summary>What fell short of it, and why: to be changed.</summary>
    FellShort,
    /// <summary>What we will do from here on; who, and by when.</summary>
    Next,
}
