using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Learning;
using KmCommons.Media;
using KmCommons.Moderation;
using KmCommons.Search;
using KmCommons.Training;
using KmCommons.Transfer;
using KmCommons.Writing;

namespace KmCommons.Host;

/// <summary>Every recurring job of the site, one line each. Hours are Asia/Bangkok.</summary>
public static class Schedule
{
    static readonly Job[] Jobs =
    [
        new("write-digests", Every.Minutes(5), DigestRun.Turn),
        new("check-links", Every.MondayAt(4), LinkCheck.Run),
        new("deliver-letters", Every.Seconds(10), (things, _, stop) => things.GetRequiredService<Outbox>().Deliver(stop)),
        new("read-letters", Every.Minutes(1), (things, _, stop) => things.GetRequiredService<Inbox>().Read(stop)),
        new("tell-what-waits", Every.Minutes(30), (things, _, stop) => HeldLetters.Put(things, stop)),
        new("tell-who-was-named", Every.Minutes(5), (things, _, stop) => MentionLetters.Put(things, stop)),
        new("publish-scheduled", Every.Seconds(10), (things, turn, stop) => ContentItem.PublishDue(things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow(), stop)),
        new("render-notes-anew", Every.Minutes(10), (things, _, stop) => Entry.RenderAnew(things, stop)),
        new("render-cases-anew", Every.Minutes(10), (things, _, stop) => CaseStory.RenderAnew(things, stop)),
        new("read-named-days", Every.Minutes(1), (things, _, stop) => NamedDays.ReadOlder(things, stop)),
        new("forget-old-forms", Every.DayAt(3), (things, _, stop) => Forgetting.Run(things.GetRequiredService<CommonsDb>(), stop)),
        new("forget-old-changes", Every.DayAt(3, 10), (things, _, stop) => Changes.Forget(things.GetRequiredService<CommonsDb>(), stop)),
        new("forget-old-questions", Every.DayAt(3, 15), (things, _, stop) => Missed.Forget(things.GetRequiredService<CommonsDb>(), stop)),
        new("forget-unfinished", Every.DayAt(3, 25), (things, _, stop) => Unfinished.Forget(things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow(), stop)),
        new("forget-old-letters", Every.DayAt(3, 45), (things, _, stop) => DigestForgetting.Run(things.GetRequiredService<CommonsDb>(), things.GetRequiredService<TimeProvider>().GetUtcNow(), stop)),
        new("check-search-index", Every.DayAt(3, 30), (things, _, stop) => things.GetRequiredService<Reindex>().AskToCheck(stop)),
        new("bring-in", Every.Seconds(5), (things, _, stop) => ImportTurn.Run(things, stop)),
        new("forget-old-imports", Every.DayAt(3, 25), (things, _, stop) => ImportTurn.Forget(things.GetRequiredService<CommonsDb>(), things.GetRequiredService<DataFolder>(), things.GetRequiredService<TimeProvider>(), stop)),
        new("warn-of-practice", Every.DayAt(6), (things, _, stop) => PracticeTexts.Warn(things, stop)),
        new("empty-practice", Every.DayAt(3, 40), (things, _, stop) => PracticeEnd.Run(things, stop)),
        new("tend-voices", Every.Minutes(10), (things, _, stop) => VoiceRound.Tend(things, stop)),
        new("ask-of-promises", Every.DayAt(6, 30), (things, _, stop) => PromiseTurn.Run(things, stop)),
        new("tell-of-meetings", Every.Seconds(20), (things, _, stop) => MeetingNews.Put(things, stop)),
        new("tell-what-is-late", Every.DayAt(7), (things, _, stop) => StepTurn.Run(things, stop)),
        new("open-talks", Every.DayAt(7, 30), (things, _, stop) => TalkTurn.Run(things, stop)),
        new("remind-hosts", Every.DayAt(8), (things, _, stop) => KitTurn.Run(things, stop)),
        new("read-files", Every.Seconds(10), (things, _, stop) => ReadFiles.Run(things, stop)),
        new("sweep-uploads", Every.DayAt(3, 35), (things, _, stop) => ReadFiles.Sweep(things, stop)),
        new("sweep-photos", Every.DayAt(3, 20), (things, _, stop) => things.GetRequiredService<PhotoSweep>().Run(stop)),
    ];

    /// <summary>Puts the jobs into the container, and starts who runs them.</summary>
    public static void Register(IServiceCollection services)
    {
        foreach (var job in Jobs)
            services.AddSingleton(job);
        services.AddHostedService(things => things.GetRequiredService<JobRunner>());
    }
}
