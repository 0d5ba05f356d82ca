using KmCommons.Content;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.People;
using KmCommons.Thai;
using Microsoft.EntityFrameworkCore;

namespace KmCommons.Tests.Learning.Voices;

/// <summary>A hall after an event: a keeper who writes its review, a round of voices, and people who give theirs.</summary>
sealed class Hall(Village village, Visitor keeper, long number)
{
    public Visitor Keeper => keeper;
    public long Number => number;
    public string Round => $"/reflect/{number}/voices";
    public string Gather => Round + "/gather?q=";
    public string Code { get; private set; } = "";

    /// <summary>A keeper with a review kept as a draft.</summary>
    public static async Task<Hall> After(Village village, string eventName)
    {
        var name = $"keeper-{Guid.NewGuid():N}"[..16];
        var keeper = await village.Member(name, "คนจัด " + name, (Role.NoteTaker, "800119"));
        await (await keeper.Open("/reflect")).Fill("ชื่องาน", eventName).Press("เก็บเป็นร่าง");
        return new(village, keeper, await village.Ask(db => db.Items.Where(i => i.Title == eventName).Select(i => i.Number).SingleAsync()));
    }

    /// <summary>The same with an open round.</summary>
    public static async Task<Hall> Open(Village village, string eventName)
    {
        var hall = await After(village, eventName);
        var seen = await (await hall.Keeper.Open(hall.Round)).Press("เปิดรอบ");
        Assert.Contains("ได้แล้ว 0 เสียง", seen.Text, StringComparison.Ordinal);
        hall.Code = await village.Ask(db => db.VoiceRounds.Where(r => r.Number == hall.Number).Select(r => r.Code).SingleAsync());
        return hall;
    }

    /// <summary>Somebody gives a voice by the form; without a name it is not signed.</summary>
    public async Task<Seen> Gives(Visitor who, string? name, params (int Question, string Text)[] said)
    {
        var page = await who.Open("/v/" + Code);
        foreach (var (question, text) in said)
            page.Document.QuerySelector($"textarea[name='Answers[{question - 1}]']")!.TextContent = text;
        if (name is not null)
            page.Tick("ลงชื่อ").Fill("ชื่อ (ถ้าลงชื่อ)", name);
        return await page.Press("ส่งเสียงของฉัน");
    }

    /// <summary>So many voices that say what they say, put straight in by the one door.</summary>
    public Task Voices(int count, Func<int, string[]> said, Func<int, string?>? name = null) => village.Do(async db =>
    {
        var round = await db.VoiceRounds.SingleAsync(r => r.Number == number);
        for (var i = 0; i < count; i++)
            await Voice.Give(db, round, VoiceWay.Phone, said(i), name?.Invoke(i), null, default);
        await db.SaveChangesAsync();
    });

    /// <summary>The keeper closes the round.</summary>
    public async Task<Seen> Close() => await (await keeper.Open(Round)).Press("ปิดรอบและเริ่มอ่าน");

    /// <summary>Picks lines and points by their words on the page of a question.</summary>
    public static Seen Pick(Seen page, params string[] words)
    {
        foreach (var each in words)
            page.Tick(each);
        return page;
    }
}
