using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.House;

/// <summary>A review with a round of voices: open and without any, or closed with one voice, whose first line stands in the review and whose others wait.</summary>
sealed record VoicedAar(long Number, string Code, long Line, IReadOnlyList<Guid> Spare)
{
    /// <summary>Gives a review its round.</summary>
    public static async Task<VoicedAar> Make(Village village, long number, string mark, bool closed)
    {
        var (now, today) = (DateTimeOffset.UtcNow, ThaiDate.Day(DateTimeOffset.UtcNow));
        var code = await village.Ask(async db =>
        {
            var round = VoiceRound.Open(db, await Aar.Whole(db).SingleAsync(a => a.Number == number), AarForm.Thai, null, today);
            await db.SaveChangesAsync();
            return round.Code;
        });
        if (!closed)
            return new(number, code, 0, []);
        await village.Do(async db =>
        {
            var round = await db.VoiceRounds.SingleAsync(r => r.Number == number);
            await Voice.Give(db, round, VoiceWay.Phone, [$"คลองใสดี{mark}\nน้ำเย็น{mark}\nปลามาก{mark}"], $"ป้าแจ่ม{mark}", null, default);
            await db.SaveChangesAsync();
            db.ChangeTracker.Clear();
            await (await db.VoiceRounds.SingleAsync(r => r.Number == number)).Close(db, today, default);
        });
        return await village.Ask(async db =>
        {
            var aar = await Aar.Whole(db).SingleAsync(a => a.Number == number);
            var all = await RollUp.Of(db, aar, await db.VoiceRounds.SingleAsync(r => r.Number == number), AarQuestion.Expected, default);
            await all.Put(await Viewer.Of(db, aar.Item.AuthorId, today), [$"{all.Lines[0].Id}"], now, default);
            await db.SaveChangesAsync();
            return new VoicedAar(number, code, all.Points[0].LineId!.Value, [.. all.Lines.Skip(1).Select(l => l.Id)]);
        });
    }

    /// <summary>What a name of rights.csv stands for: <c>voices</c>, <c>gathered-line</c>.</summary>
    public string Of(string name) => name.Split('-') switch
    {
        [_, "code"] => Code,
        [_, "line"] => $"{Line}",
        [_, "spare"] => $"{Spare[0]}",
        [_, "other"] => $"{Spare[1]}",
        _ => $"{Number}",
    };
}
