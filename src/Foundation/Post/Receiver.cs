using KmCommons.Mail;

namespace KmCommons.Foundation;

/// <summary>What a module does with letters that come to its addresses; said once by the module, so that the mailbox need not know it.</summary>
/// <param name="Purpose">The letter of the alphabet in its addresses, such as <c>r</c> for answers; <c>b</c> is for bounces.</param>
/// <param name="Take">Does it, within the transaction that also notes that the letter was handled. It gets the numbers of the address, and says what became of the letter.</param>
public sealed record Receiver(string Purpose, Func<IServiceProvider, MailedText, long[], CancellationToken, Task<Dealt>> Take);

/// <summary>What became of a letter that came in.</summary>
/// <param name="Thai">In a few words; the key of the string localizer.</param>
/// <param name="Detail">More of it: an address, a number, what a fault said.</param>
public sealed record Dealt(string Thai, string Detail = "")
{
    /// <summary>A machine wrote it, or it is for nobody who is here: nothing is done.</summary>
    public static readonly Dealt Nothing = new("ไม่ต้องทำอะไร");
}

/// <summary>A letter that came in, as far as who gets it needs to know.</summary>
/// <param name="From">The address it says it is from; null unless it names exactly one. Anybody can say so.</param>
/// <param name="MessageId">Its id; null when it has none.</param>
/// <param name="Text">What was typed, without the letter it answers and without the signature.</param>
/// <param name="IsMachines">Whether no person wrote it: a holiday reply, a bounce, a list.</param>
public sealed record MailedText(string? From, string? MessageId, string Text, bool IsMachines)
{
    internal static MailedText Of(IncomingLetter letter) => new(letter.From, letter.MessageId, ReplyText.Of(letter.Text), letter.IsAutomatic || Bounce.Read(letter) is not null);
}
