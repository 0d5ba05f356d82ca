using System.Security.Cryptography;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Learning;

/// <summary>The code on the door of a meeting, by which somebody with a phone says that they are here. Who has it reads the meeting's title, day and place, and no name. It works from twelve hours before the day to twelve after.</summary>
public sealed class DoorCode : IQuiet
{
    /// <summary>How long before and after the meeting's day.</summary>
    public static readonly TimeSpan Around = TimeSpan.FromHours(12);

    // None that is read or heard as another, and no vowel: no word comes out
    const string Letters = "bcdfghjkmnpqrstvwxz23456789";

    /// <summary>The meeting.</summary>
    public long Number { get; init; }
    /// <summary>What is scanned or typed: <c>bcd-fgh-jkm</c>.</summary>
    public string Code { get; private set; } = "";
    /// <summary>When it was made (UTC).</summary>
    public DateTimeOffset MadeAt { get; private set; }

    /// <summary>Where one says that one is here.</summary>
    public string Url => "/here/" + Code;

    /// <summary>Whether one can say so now.</summary>
    public static bool IsOpen(Meeting meeting, DateTimeOffset now) => meeting.CalledOff is null && IsOn(meeting.Day, now);

    /// <summary>Whether it is that day (Bangkok), or at most twelve hours before or after.</summary>
    public static bool IsOn(DateOnly day, DateTimeOffset now) => now >= ThaiDate.Instant(day) - Around && now < ThaiDate.Instant(day.AddDays(1)) + Around;

    /// <summary>Makes one; the one before leads nowhere any more. The caller has asked whether they may, holds the meeting's row, and saves.</summary>
    public static async Task<DoorCode> Make(CommonsDb db, long number, DateTimeOffset now, CancellationToken stop)
    {
        var code = await db.DoorCodes.SingleOrDefaultAsync(c => c.Number == number, stop);
        if (code is null)
            db.Add(code = new DoorCode { Number = number });
        (code.Code, code.MadeAt) = (string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Letters, 3))), now);
        return code;
    }

    /// <summary>The code as typed, in whatever case and with or without dashes; null when there is none, or its meeting is no longer to be read.</summary>
    public static async Task<DoorCode?> Of(CommonsDb db, string? code, CancellationToken stop)
    {
        var typed = new string([.. ThaiDigits.ToArabic(code ?? "").ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
        if (typed.Length != 9)
            return null;
        var known = $"{typed[..3]}-{typed[3..6]}-{typed[6..]}";
        var listed = db.Items.Listed();
        return await db.DoorCodes.AsNoTracking().SingleOrDefaultAsync(c => c.Code == known && listed.Any(i => i.Number == c.Number), stop);
    }
}
