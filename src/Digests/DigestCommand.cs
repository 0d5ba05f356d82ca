using System.Globalization;
using KmCommons.Foundation;
using KmCommons.Mail;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

/// <summary>The command <c>digest [--as-of 2026-11-23T07:00+07:00] [--dry-run]</c>: sends the letters that are due at that time, now when no time is given.</summary>
public static class DigestCommand
{
    // Letters that the running site is handing on at this moment are waited for this long
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends, hands the letters on, and says in Thai and English what was done. 0: all went; 1: some letters wait or failed; 2: the time makes no sense.</summary>
    public static async Task<int> Run(IServiceProvider things, IConfiguration configuration)
    {
        if (Time(configuration["as-of"], things.GetRequiredService<TimeProvider>()) is not { } asOf)
        {
            await Console.Error.WriteLineAsync("เวลาหลัง --as-of อ่านไม่ออก ตัวอย่าง: --as-of 2026-11-23T07:00+07:00 · The time after --as-of makes no sense; it looks like 2026-11-23T07:00+07:00");
            return 2;
        }
        SiteAddress.Recall(things.GetRequiredService<DataFolder>(), configuration);
        var dryRun = configuration["dry-run"] is { } dry && !string.Equals(dry, "false", StringComparison.OrdinalIgnoreCase);
        var (db, code) = (things.GetRequiredService<CommonsDb>(), 0);
        // What comes at once goes by itself
        foreach (var due in (await DigestRun.Due(db, asOf, default)).Where(i => i.Rhythm != Rhythm.AtOnce))
        {
            Console.WriteLine($"{due.Name(things.GetRequiredService<Words>().In(Language.Thai))} · {due.Run}, Asia/Bangkok");
            var before = await db.DigestsSent.CountAsync(d => d.Rhythm == due.Rhythm && d.Until == due.Until);
            var run = await DigestRun.Send(things, due, dryRun, line => Console.WriteLine("  " + line));
            Console.WriteLine(dryRun
                ? $"ลองดูเท่านั้น ไม่ได้เขียนอะไร: จะส่ง {run.Written} ฉบับ · Dry run, nothing was written: {run.Written} letters would go"
                : $"เขียนจดหมาย {run.Written} ฉบับ · {run.Written} letters written");
            Console.WriteLine($"ได้ไปก่อนแล้ว {before} คน ไม่มีเรื่องใหม่ {run.Quiet} คน ที่อยู่ใช้ไม่ได้ {run.Unreachable} คน · {before} had it before, nothing new for {run.Quiet}, no usable address for {run.Unreachable}");
            if (!dryRun)
                code = Math.Max(code, await HandOn(things, due.Run));
        }
        return code;
    }

    static async Task<int> HandOn(IServiceProvider things, string run)
    {
        var (clock, options) = (things.GetRequiredService<TimeProvider>(), things.GetRequiredService<MailOptions>());
        var patience = clock.GetUtcNow() + Patience;
        int moved, fresh, waiting, sent;
        do
        {
            await using var scope = things.CreateAsyncScope();
            moved = await scope.ServiceProvider.GetRequiredService<Outbox>().Deliver();
            var letters = scope.ServiceProvider.GetRequiredService<CommonsDb>().Set<OutboxLetter>().Where(l => l.Kind == DigestRun.Kind && l.Run == run);
            fresh = await letters.CountAsync(l => l.SentAt == null && l.FailedAt == null && l.Tries == 0);
            waiting = await letters.CountAsync(l => l.SentAt == null);
            sent = await letters.CountAsync(l => l.SentAt != null);
            if (moved == 0 && fresh > 0)
                await Task.Delay(TimeSpan.FromMilliseconds(100), clock);
        }
        while (moved > 0 || fresh > 0 && clock.GetUtcNow() < patience);
        var where = options.Smtp is { } smtp ? $"{smtp.Host}:{smtp.Port}" : options.Sendmail ?? Path.Combine(options.Spool, "new");
        Console.WriteLine($"จดหมายส่งออกแล้ว {sent} ฉบับ ไปที่ {where} · {sent} letters handed on to {where}");
        if (waiting > 0)
            Console.WriteLine($"ยังส่งไม่ได้ {waiting} ฉบับ ดูที่หน้า /letters · {waiting} letters could not go yet, see /letters");
        return waiting == 0 ? 0 : 1;
    }

    static DateTimeOffset? Time(string? text, TimeProvider clock)
    {
        if (text is null)
            return clock.GetUtcNow();
        if (text.Length == "2026-11-23".Length)
            text += "T07:00";
        if (!text.EndsWith('Z') && text.LastIndexOfAny(['+', '-']) < "2026-11-23".Length)
            text += "+07:00";
        return DateTimeOffset.TryParseExact(text, ["yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"], CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;
    }
}
