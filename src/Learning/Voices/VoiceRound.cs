using System.Runtime.InteropServices;
using System.Security.Cryptography;
using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Learning;

/// <summary>A round in which everyone who was there says for themselves how it went, signed or not (AAR หลายเสียง). One a review; its key is the review's number.
/// Texts are read by nobody before it is closed, and it is never opened again: so no voice is ever seen alone.</summary>
public sealed class VoiceRound : IQuiet
{
    /// <summary>Days that it is open when nobody says otherwise, and at most.</summary>
    public const int Days = 7, MostDays = 60;
    /// <summary>Voices in one round.</summary>
    public const int Most = 2000;
    /// <summary>Before its day it is closed only when so many did not sign, or nobody: fewer would be guessed.</summary>
    public const int Crowd = 5;

    // None that is read or heard as another, and no vowel: no word comes out
    const string Letters = "bcdfghjkmnpqrstvwxz23456789";

    /// <summary>The number of the review.</summary>
    public long Number { get; private init; }
    /// <summary>What is scanned or typed: <c>bcd-fgh-jkm</c>. Who has it may give a voice and reads the event's name.</summary>
    public string Code { get; private init; } = "";
    /// <summary>The key of the words that the questions are put in (<see cref="AarForm"/>).</summary>
    public string Form { get; private init; } = "";
    /// <summary>The day it was opened (Bangkok).</summary>
    public DateOnly OpenedOn { get; private init; }
    /// <summary>The last day (Bangkok).</summary>
    public DateOnly ClosesOn { get; private init; }
    /// <summary>Whether it is over and its texts may be read.</summary>
    public bool IsClosed { get; private set; }

    /// <summary>Where one gives a voice.</summary>
    public string Url => "/v/" + Code;

    /// <summary>Whether a voice may still be given from a phone.</summary>
    public bool IsOpen(DateOnly today) => !IsClosed && today <= ClosesOn;

    /// <summary>Opens one. The one door. The caller has asked whether the opener may revise the review, and saves.</summary>
    /// <param name="last">The last day; null for seven days after the event, at least after today.</param>
    /// <exception cref="Refused">422: the last day is past, or too far.</exception>
    public static VoiceRound Open(CommonsDb db, Aar aar, AarForm form, DateOnly? last, DateOnly today)
    {
        var closes = last ?? (aar.EventDate is { } day && day.AddDays(Days) > today ? day.AddDays(Days) : today.AddDays(Days));
        if (closes < today || closes > today.AddDays(MostDays))
            throw new Refused(422, "วันปิดต้องเป็นวันนี้หรือหลังจากนี้ ไม่เกิน 60 วัน", "ClosesOn");
        var code = string.Join('-', Enumerable.Range(0, 3).Select(_ => RandomNumberGenerator.GetString(Letters, 3)));
        var round = new VoiceRound { Number = aar.Number, Code = code, Form = form.Key, OpenedOn = today, ClosesOn = closes };
        db.Add(round);
        return round;
    }

    /// <summary>The round of a typed code, in whatever case and with or without dashes; null when there is none, or its review is hidden. It stays as it is until the caller's transaction ends.</summary>
    public static async Task<VoiceRound?> OfCode(CommonsDb db, string? code, CancellationToken stop)
    {
        var typed = new string([.. ThaiDigits.ToArabic(code ?? "").ToLowerInvariant().Where(char.IsAsciiLetterOrDigit)]);
        if (typed.Length != 9)
            return null;
        var known = $"{typed[..3]}-{typed[3..6]}-{typed[6..]}";
        // Shared: fifty who give at once do not wait for each other, and who closes waits for them
        return await db.VoiceRounds.FromSql($"select * from learning.voice_round where code = {known} for share").SingleOrDefaultAsync(stop) is { } round
            && await db.Items.AnyAsync(i => i.Number == round.Number && i.HiddenAt == null, stop) ? round : null;
    }

    /// <summary>Closes it for good, from a day on or by hand. The one door; in the caller's transaction, and saved.</summary>
    /// <exception cref="Refused">409: before its day, while so few did not sign that each could be guessed.</exception>
    public async Task Close(CommonsDb db, DateOnly today, CancellationToken stop)
    {
        await db.Database.ExecuteSqlAsync($"select 1 from learning.voice_round where number = {Number} for update", stop);
        if (today <= ClosesOn && await db.Voices.CountAsync(v => v.Number == Number && v.Name == "" && v.Way == VoiceWay.Phone, stop) is > 0 and < Crowd)
            throw new Refused(409, "ยังมีคนไม่ลงชื่อไม่ถึง 5 เสียง ถ้าปิดตอนนี้จะเดาได้ว่าใครพูด รอให้มีเสียงเพิ่ม หรือรอถึงวันปิด");
        await Mix(db, stop);
        IsClosed = true;
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Writes all voices anew under new keys and in a random order, in one go: the order of rows, the transaction they were written by and the old keys say nothing any more of when each came.
    /// Only before the texts are read: afterwards lines stand for what was joined.</summary>
    internal async Task Mix(CommonsDb db, CancellationToken stop)
    {
        var voices = await db.Voices.AsNoTracking().Include(v => v.Lines).Where(v => v.Number == Number).ToListAsync(stop);
        await db.VoiceLines.Where(l => l.Number == Number).ExecuteDeleteAsync(stop);
        await db.Voices.Where(v => v.Number == Number).ExecuteDeleteAsync(stop);
        var fresh = voices.ConvertAll(v => v.Anew());
        RandomNumberGenerator.Shuffle(CollectionsMarshal.AsSpan(fresh));
        db.Voices.AddRange(fresh);
        await db.SaveChangesAsync(stop);
    }

    /// <summary>A turn of the timetable: closes what is over, and mixes what came since the last turn.</summary>
    public static async Task Tend(IServiceProvider things, CancellationToken stop)
    {
        var (db, today) = (things.GetRequiredService<CommonsDb>(), ThaiDate.Day(things.GetRequiredService<TimeProvider>().GetUtcNow()));
        foreach (var number in await db.VoiceRounds.Where(r => !r.IsClosed).OrderBy(r => r.Number).Select(r => r.Number).ToListAsync(stop))
        {
            await using var whole = await db.Database.BeginTransactionAsync(stop);
            if (await db.VoiceRounds.FromSql($"select * from learning.voice_round where number = {number} for update").SingleAsync(stop) is not { IsClosed: false } round)
                continue;
            if (today > round.ClosesOn)
                await round.Close(db, today, stop);
            // Written by one transaction: mixed already
            else if (await db.Database.SqlQuery<int>($"select count(distinct xmin::text)::int as \"Value\" from learning.voice where number = {number}").SingleAsync(stop) > 1)
                await round.Mix(db, stop);
            await whole.CommitAsync(stop);
            db.ChangeTracker.Clear();
        }
    }
}
