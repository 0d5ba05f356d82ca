using FsCheck;
using FsCheck.Fluent;
using KmCommons.Learning;

namespace KmCommons.Tests.Learning;

/// <summary>Fairness over thousands of stories, judged by an onlooker who does not know the code. A story that fails is shrunk and printed with its seed.</summary>
public sealed class RotaFairness
{
    // 33 as in the district network of the sources; few, so that many laps come to their end
    public static TheoryData<int> Sizes => [33, 5, 2];

    static void Always(int hosts, bool swaps, Func<RotaStory, IEnumerable<string>> faults) =>
        Prop.ForAll(RotaStory.Any, chances => Assert.Null(faults(RotaStory.Of(chances, hosts, swaps)).FirstOrDefault())).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Nobody_hosts_twice_before_all_who_could_hosted_once(int hosts) => Always(hosts, true, story => RotaJudge.Laps(story.Moments).Concat(story.Faults));

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Without_swaps_everybody_who_was_there_hosted_between_two_turns_of_another(int hosts) =>
        Always(hosts, false, story => RotaJudge.Strict(story.Moments).Concat(RotaJudge.Laps(story.Moments)).Concat(story.Faults));

    [Fact]
    public void The_same_history_gives_the_same_answer_in_whatever_order_the_hosts_come()
    {
        var today = new DateOnly(2012, 1, 11);
        Always(12, true, story =>
        {
            var turns = new[] { story.Hosts, [.. story.Hosts.AsEnumerable().Reverse()], [.. story.Hosts.OrderBy(h => h.Id * 7919 % 31)] }.Select(hosts => Rota.Of(hosts, story.History)).ToList();
            return turns.All(rota => rota.Line(today).SequenceEqual(turns[0].Line(today)) && rota.Next(today)?.Place == turns[0].Next(today)?.Place) ? [] : ["different answers"];
        });
    }

    // Each breaks the rule in one way; the judge must see it, or what is above proves nothing
    static readonly Dictionary<string, Func<RotaStory, DateOnly, IReadOnlySet<long>, long?>> WrongRules = new()
    {
        ["by number"] = (_, _, could) => could.Order().Cast<long?>().FirstOrDefault(),
        ["longest waiting, without laps"] = (story, _, could) => could.OrderBy(id => Since(story, id)).ThenBy(id => id).Cast<long?>().FirstOrDefault(),
        ["the last of the line"] = (story, day, could) => story.Now.Line(day).LastOrDefault(p => !p.IsNextLap && could.Contains(p.HostId))?.HostId,
        ["also who asked out"] = (story, day, _) => story.Now.Line(day).FirstOrDefault()?.HostId,
        ["nobody, when the first asked out"] = (story, day, could) => story.Now.Line(day).FirstOrDefault() is { } first && could.Contains(first.HostId) ? first.HostId : null,
    };

    static DateOnly Since(RotaStory story, long id) => story.History.OfType<RotaHosting>().Where(h => h.HostId == id).Select(h => h.On).Append(story.Hosts.Last(h => h.Id == id).JoinedOn).Max();

    [Fact]
    public void A_rule_that_is_not_fair_is_noticed()
    {
        foreach (var (rule, choose) in WrongRules)
        {
            var stories = Gen.Sample(RotaStory.Any.Generator, 50).Select(chances => RotaStory.Of(chances, 5, swaps: false, choose));
            Assert.True(stories.Any(story => RotaJudge.Laps(story.Moments).Any()), rule);
        }
    }

    [Fact]
    public void The_stories_are_full_of_what_is_hard()
    {
        var stories = Gen.Sample(RotaStory.Any.Generator, 100).Select(chances => RotaStory.Of(chances, 5)).ToList();
        // Each many times more often than asked here
        Assert.InRange(stories.Sum(s => RotaJudge.LapsEnded(s.Moments)), 50, int.MaxValue);
        Assert.InRange(stories.Sum(s => s.Swaps), 50, int.MaxValue);
        Assert.InRange(stories.Sum(s => s.Hosts.Count(h => h.LeftOn is not null)), 50, int.MaxValue);
        Assert.InRange(stories.Sum(s => s.Hosts.Count - s.Hosts.DistinctBy(h => h.Id).Count()), 50, int.MaxValue);
        Assert.Contains(stories, s => s.Moments.Exists(m => m is { IsMeeting: true, Host: null }));
        Assert.Contains(stories, s => s.Moments.Exists(m => m is { Host: not null, WasAsked: false }));
    }
}
