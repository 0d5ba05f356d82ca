using KmCommons.Foundation;
using KmCommons.People;

namespace KmCommons.Learning;

/// <summary>An answer sheet for who has no phone: the four questions with lines to write on, A4: <c>/reflect/1042/voices/sheet</c>. Typed in later on <see cref="PaperPage"/>.</summary>
[Needs(Deed.Reflect)]
public sealed class VoiceSheet(CommonsDb db, Viewer viewer, Site site) : KeeperPage(db, viewer)
{
    /// <summary>Where the code leads, in full.</summary>
    public string Address => site.Address + Round!.Url;
    /// <summary>The words of the questions.</summary>
    public AarForm Form => AarForm.Of(Round!.Form);

    /// <summary>Shows it.</summary>
    public Task OnGetAsync(long number) => Opened(number);
}
