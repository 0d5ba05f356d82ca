namespace KmCommons.BrowserTests.Attacks;

/// <summary>Fields that one can type into and that nobody sees again, each with its reason. All others must be seen somewhere.</summary>
static class Kept
{
    /// <summary>A door and a field, and why nothing of it is shown.</summary>
    public static readonly IReadOnlyDictionary<string, string> Nothing = new Dictionary<string, string>
    {
        ["/awards/new Least[]"] = "a number; what is none is refused or counts as none, and the field comes back empty",
        ["/forgot Email"] = "asked for and forgotten: whether somebody has this address is told to nobody",
        ["/meet/{number}/people Listed"] = "a list of names: its lines are read, the name of the file is not kept",
        ["/meet/{number}/photos Photos"] = "a photo's name is shown nowhere; its caption and its words for who cannot see are fields of their own",
        ["/told/{number} Other"] = "a number or an address; what is neither is refused",
        ["/me/leave Password"] = "a password is never shown again",
        ["/quick Photos"] = "a photo's name is what its writer may call it by in the text (photo:…), and is shown nowhere; its caption and its words for who cannot see are fields of their own",
        ["/reset Password"] = "a password is never shown again",
        ["/sign-in Password"] = "a password is never shown again",
        ["/sign-up Password"] = "a password is never shown again",
        ["/training/{cohort}/coach Listed"] = "a list of names: its lines are read, the name of the file is not kept",
        ["/write/{number?} Photos"] = "as at /quick",
        ["/zones From"] = "a day; what is none is refused",
        ["/zones Moo"] = "a number; what is none is refused",
    };
}
