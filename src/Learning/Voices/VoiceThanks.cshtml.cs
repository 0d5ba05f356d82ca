using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace KmCommons.Learning;

/// <summary>What one sees after giving a voice: the same for everyone, with no way back to what was given.</summary>
[OpenToAll]
public sealed class VoiceThanks(CommonsDb db) : PageModel
{
    /// <summary>The round.</summary>
    public VoiceRound Round { get; private set; } = null!;

    /// <summary>Shows it.</summary>
    public async Task OnGetAsync(string code)
    {
        GiveVoice.Forgotten(HttpContext);
        Round = await VoiceRound.OfCode(db, code, HttpContext.RequestAborted) ?? throw Refused.NotFound();
    }
}
