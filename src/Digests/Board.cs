using System.Security.Cryptography;
using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Digests;

/// <summary>A letter for those without e-mail: a sheet for the wall and a text to be read out, at an address that is printed on it as a code to scan (<c>/board/7k2mq9xw4a</c>). Only what everybody may read, and only as long as they may.</summary>
public sealed class Board : IQuiet
{
    /// <summary>How often one member makes one.</summary>
    public static readonly Pace Makes = new("MakeBoard", 30, TimeSpan.FromHours(1), "ทำแผ่นติดประกาศหลายแผ่นในชั่วโมงนี้");

    // Without signs that are mistaken for each other when typed from paper
    const string Signs = "23456789abcdefghjkmnpqrstuvwxyz";
    const int Length = 10;

    /// <summary>The last part of its address.</summary>
    public string Code { get; private init; } = "";
    /// <summary>Who made it; null once they withdrew their name.</summary>
    public long? MemberId { get; private init; }
    /// <summary>When (UTC).</summary>
    public DateTimeOffset MadeAt { get; private init; }
    /// <summary>What it tells (<see cref="Digest.Written"/>).</summary>
    public string Written { get; private init; } = "";

    /// <summary>Where it is.</summary>
    public string Url => "/board/" + Code;

    /// <summary>Makes one of a letter. The caller saves.</summary>
    /// <exception cref="Refused">422: nothing in it may be read by everybody.</exception>
    public static async Task<Board> Make(CommonsDb db, IEnumerable<CircleCalendar> calendars, long member, Digest digest, DateTimeOffset now, CancellationToken stop)
    {
        var open = await digest.ForAll(db, calendars, stop);
        if (open.Shown == 0)
            throw new Refused(422, "ในช่วงนี้ไม่มีเรื่องที่ทุกคนอ่านได้ จึงยังไม่มีอะไรจะติดประกาศ");
        var board = new Board { Code = RandomNumberGenerator.GetString(Signs, Length), MemberId = member, MadeAt = now, Written = open.Written };
        db.Add(board);
        return board;
    }

    /// <summary>What may still be read of the sheet at an address.</summary>
    /// <exception cref="Refused">404: there is none.</exception>
    public static async Task<(Board Board, Digest Digest)> Find(CommonsDb db, IEnumerable<CircleCalendar> calendars, string code, CancellationToken stop)
    {
        var board = await db.Set<Board>().AsNoTracking().SingleOrDefaultAsync(b => b.Code == code, stop) ?? throw Refused.NotFound();
        return (board, await Digest.Read(board.Written).ForAll(db, calendars, stop));
    }
}
