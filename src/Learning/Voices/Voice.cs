using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>How a voice came in.</summary>
public enum VoiceWay
{
    /// <summary>From a phone, by its giver.</summary>
    Phone,
    /// <summary>From a printed sheet, typed in later by who keeps the review.</summary>
    Paper,
}

/// <summary>What one person says of an event, under the four questions. Who did not sign has no name here, no member, no moment and no place in an order: what is not written down cannot be found out.</summary>
public sealed class Voice : IQuiet
{
    /// <summary>The longest name in UTF-16 units.</summary>
    public const int LongestName = 80;

    /// <summary>A random key; another one when its round is closed.</summary>
    public Guid Id { get; private init; } = Guid.NewGuid();
    /// <summary>The review.</summary>
    public long Number { get; private init; }
    /// <summary>How it came in.</summary>
    public VoiceWay Way { get; private init; }
    /// <summary>The name as its giver signed; empty when they did not.</summary>
    public string Name { get; private init; } = "";
    /// <summary>The member who signed; null for anybody else, and always when not signed.</summary>
    public long? MemberId { get; private init; }
    /// <summary>That member; loaded on demand.</summary>
    public Member? Member { get; private init; }
    /// <summary>What they said.</summary>
    public List<VoiceLine> Lines { get; private init; } = [];

    /// <summary>Whether the giver signed.</summary>
    public bool IsSigned => Name.Length > 0;

    /// <summary>Takes a voice. The one door: the phone and the typed-in sheet both come here. The caller saves.</summary>
    /// <param name="answers">The four answers as typed; one line, one point.</param>
    /// <param name="name">The name, or null when it is not signed.</param>
    /// <param name="member">The member who signs; null for who is not signed in, and for a sheet. Without a name, or with another's, it is not theirs: a phone goes from hand to hand.</param>
    /// <exception cref="Refused">422: nothing was answered, a line is too long, or the name is missing; 409: the round is full.</exception>
    public static async Task<Voice> Give(CommonsDb db, VoiceRound round, VoiceWay way, IReadOnlyList<string?> answers, string? name, long? member, CancellationToken stop)
    {
        var signed = name is null ? "" : string.Join(' ', ThaiText.Normalise(name).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        if (name is not null && signed.Length is 0 or > LongestName)
            throw new Refused(422, "ลงชื่อไม่เกิน 80 ตัวอักษร หรือเลือกไม่ลงชื่อ", "Name");
        var voice = new Voice { Number = round.Number, Way = way, Name = signed, MemberId = signed.Length > 0 && member is { } id && await Attendee.IsOf(db, id, signed, stop) ? id : null };
        foreach (var question in Enum.GetValues<AarQuestion>())
            voice.Lines.AddRange(AarLine.Read(question, answers.ElementAtOrDefault((int)question - 1) ?? "").Select(line => VoiceLine.Settled(question, line.Whole)).OfType<AarLine>()
                .Select((line, i) => new VoiceLine { Number = round.Number, Question = question, Position = i + 1, Text = line.Whole }));
        if (voice.Lines.Count == 0)
            throw new Refused(422, "ยังไม่ได้ตอบสักข้อ ตอบข้อเดียวก็ได้", "Answers[0]");
        if (await db.Voices.CountAsync(v => v.Number == round.Number, stop) >= VoiceRound.Most)
            throw new Refused(409, "รอบนี้รับครบ 2,000 เสียงแล้ว ฝากคำของท่านไว้กับคนจัดงานได้");
        db.Voices.Add(voice);
        return voice;
    }

    internal Voice Anew() => new() { Number = Number, Way = Way, Name = Name, MemberId = MemberId, Lines = Lines.ConvertAll(l => l.Anew()) };
}
