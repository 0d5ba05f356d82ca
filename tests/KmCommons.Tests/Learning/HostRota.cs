using KmCommons.Foundation;
using KmCommons.Learning;

namespace KmCommons.Tests.Learning;

/// <summary>Who hosts next, case by case. Meetings are on the 11th; hosts are 1, 2, 3 …, all there from the beginning where nothing else is said.</summary>
public sealed class HostRota
{
    static readonly DateOnly Begin = new(2009, 1, 1);

    static DateOnly Meeting(int month) => new(2009, month, 11);

    static RotaHost[] Hosts(int count) => [.. Enumerable.Range(1, count).Select(id => new RotaHost(id, Begin))];

    static RotaHosting Hosted(long id, int month) => new(id, Meeting(month));

    static RotaExcuse Excused(long id, int month, string reason = "น้ำท่วม") => new(id, Meeting(month), reason);

    static long[] ThisLap(Rota rota, DateOnly on) => [.. rota.Line(on).Where(p => !p.IsNextLap).Select(p => p.HostId)];

    [Fact]
    public void Who_came_on_the_same_day_comes_by_number_and_who_hosted_comes_after_all_who_did_not()
    {
        Assert.Equal([1, 2, 3, 1, 2, 3], Rota.Of(Hosts(3), []).Line(Meeting(1)).Select(p => p.HostId));
        var rota = Rota.Of(Hosts(3).Reverse(), [Hosted(1, 1)]);
        Assert.Equal([(2, false), (3, false), (1, true), (2, true), (3, true)], rota.Line(Meeting(2)).Select(p => (p.HostId, p.IsNextLap)));
        Assert.Equal((2, null, Begin), (rota.Next(Meeting(2))!.HostId, rota.Next(Meeting(2))!.Place.HostedOn, rota.Next(Meeting(2))!.Place.Since));
        Assert.Equal(Meeting(1), Rota.Of(Hosts(2), [Hosted(1, 1), Hosted(2, 2)]).Next(Meeting(3))!.Place.Since);
    }

    [Fact]
    public void Who_joins_is_in_the_present_lap_behind_those_who_waited_longer_and_before_any_second_turn()
    {
        RotaHost[] hosts = [.. Hosts(3), new(4, new(2009, 1, 20))];
        Assert.Equal([2, 3, 4], ThisLap(Rota.Of(hosts, [Hosted(1, 1)]), Meeting(2)));
        Assert.Equal([4], ThisLap(Rota.Of(hosts, [Hosted(1, 1), Hosted(2, 2), Hosted(3, 3)]), Meeting(4)));
        Assert.Equal([2, 3], ThisLap(Rota.Of(hosts, [Hosted(1, 1)]), new(2009, 1, 19)));
    }

    [Fact]
    public void Who_joins_after_a_lap_was_over_waits_behind_those_who_hosted_before_that_day() =>
        Assert.Equal([1, 2, 3], ThisLap(Rota.Of([.. Hosts(2), new(3, new(2009, 2, 12))], [Hosted(1, 1), Hosted(2, 2)]), Meeting(3)));

    [Fact]
    public void An_excuse_skips_for_one_meeting_only_and_says_why()
    {
        RotaEvent[] history = [Excused(1, 1), Excused(2, 1, "")];
        var turn = Rota.Of(Hosts(3), history).Next(Meeting(1))!;
        Assert.Equal(3, turn.HostId);
        Assert.Equal([new(1, "น้ำท่วม"), new(2, "")], turn.Skipped);
        Assert.Equal(1, Rota.Of(Hosts(3), [.. history, Hosted(3, 1)]).Next(Meeting(2))!.HostId);
        Assert.Equal(2, Rota.Of(Hosts(3), [.. history, Hosted(3, 1), Hosted(1, 2)]).Next(Meeting(3))!.HostId);
    }

    [Fact]
    public void When_all_who_are_left_ask_out_the_one_who_waited_longest_takes_it_and_they_are_asked_first_the_next_time()
    {
        RotaEvent[] history = [Hosted(1, 1), Hosted(2, 2), Excused(3, 3)];
        var turn = Rota.Of(Hosts(3), history).Next(Meeting(3))!;
        Assert.Equal((1, true), (turn.HostId, turn.Place.IsNextLap));
        Assert.Equal(2, Rota.Of(Hosts(3), [.. history, Excused(1, 3)]).Next(Meeting(3))!.HostId);
        Assert.Null(Rota.Of(Hosts(3), [.. history, Excused(1, 3), Excused(2, 3)]).Next(Meeting(3)));
        Assert.Equal([3, 2, 1, 3], Rota.Of(Hosts(3), [.. history, Hosted(1, 3)]).Line(Meeting(4)).Select(p => p.HostId));
    }

    [Fact]
    public void A_swap_exchanges_two_places_until_both_have_hosted()
    {
        RotaEvent[] history = [new RotaSwap(1, 3, Begin)];
        var rota = Rota.Of(Hosts(3), history);
        Assert.Equal([3, 2, 1], ThisLap(rota, Meeting(1)));
        Assert.Equal([true, false, true], rota.Line(Meeting(1)).Take(3).Select(p => p.IsBySwap));
        Assert.Equal([3, 2, 1], ThisLap(Rota.Of(Hosts(3), [.. history, Hosted(3, 1), Hosted(2, 2), Hosted(1, 3)]), Meeting(4)));
        Assert.DoesNotContain(Rota.Of(Hosts(3), [.. history, Hosted(3, 1), Hosted(2, 2), Hosted(1, 3)]).Line(Meeting(4)), p => p.IsBySwap);
        Assert.Equal([1, 2, 3], ThisLap(Rota.Of(Hosts(3), [.. history, new RotaSwap(3, 1, Begin)]), Meeting(1)));
    }

    [Fact]
    public void Who_asks_out_after_a_swap_keeps_the_place_that_the_swap_gave_and_can_give_it_on()
    {
        RotaEvent[] history = [new RotaSwap(1, 3, Begin), Excused(3, 1)];
        Assert.Equal(2, Rota.Of(Hosts(3), history).Next(Meeting(1))!.HostId);
        Assert.Equal([3, 1], ThisLap(Rota.Of(Hosts(3), [.. history, Hosted(2, 1)]), Meeting(2)));
        Assert.Equal([1, 3], ThisLap(Rota.Of(Hosts(3), [.. history, Hosted(2, 1), new RotaSwap(3, 1, Meeting(1))]), Meeting(2)));
    }

    [Fact]
    public void Only_those_swap_who_are_in_the_list_and_have_not_hosted_in_this_lap()
    {
        var rota = Rota.Of([.. Hosts(3), new(4, new(2009, 3, 1)), new(5, Begin, new(2009, 1, 20))], [Hosted(1, 1)]);
        Assert.True(rota.MaySwap(2, 3, Meeting(2)));
        Assert.Equal(new RotaSwap(2, 3, Meeting(2)), rota.Swap(2, 3, Meeting(2)));
        List<string> said = [];
        foreach (var (one, other) in ((long, long)[])[(2, 2), (1, 2), (2, 1), (2, 4), (5, 2), (2, 99)])
        {
            Assert.False(rota.MaySwap(one, other, Meeting(2)));
            var refused = Assert.Throws<Refused>(() => rota.Swap(one, other, Meeting(2)));
            Assert.Equal((422, "OtherId"), (refused.Status, refused.Field));
            said.Add(refused.Message);
        }
        Assert.Equal([0, 1, 1, 3, 3, 3], said.Select(s => said.IndexOf(s)));
        Assert.Equal([2, 3], ThisLap(Rota.Of(Hosts(3), [Hosted(1, 1), new RotaSwap(1, 3, Meeting(1))]), Meeting(2)));
    }

    [Fact]
    public void Somebody_else_who_takes_a_meeting_has_hosted_and_all_others_keep_their_places()
    {
        Assert.Equal([1, 2, 4], ThisLap(Rota.Of(Hosts(4), [Hosted(3, 1)]), Meeting(2)));
        Assert.Equal([2, 3, 1, 2, 3], Rota.Of(Hosts(3), [Hosted(1, 1), Hosted(1, 2)]).Line(Meeting(3)).Select(p => p.HostId));
        Assert.Equal([1, 2], ThisLap(Rota.Of(Hosts(2), [Hosted(99, 1)]), Meeting(2)));
    }

    [Fact]
    public void Who_leaves_is_out_from_that_day_on_and_a_lap_that_waited_for_nobody_else_is_over()
    {
        RotaHost[] hosts = [new(1, Begin), new(2, Begin), new(3, Begin, Meeting(3)), new(4, new(2009, 3, 12))];
        RotaEvent[] history = [Hosted(1, 1), Hosted(2, 2)];
        Assert.Equal([3], ThisLap(Rota.Of(hosts, history), new(2009, 3, 10)));
        Assert.Equal([1, 2], ThisLap(Rota.Of(hosts, history), Meeting(3)));
        Assert.Equal([1, 2, 4], ThisLap(Rota.Of(hosts, history), new(2009, 3, 12)));
        Assert.Equal([4], ThisLap(Rota.Of([.. hosts[..3], hosts[3] with { JoinedOn = Meeting(3) }], history), Meeting(3)));
    }

    [Fact]
    public void Who_comes_back_waits_since_that_day_and_has_still_hosted_in_the_lap()
    {
        RotaHost[] hosts = [new(1, Begin, new(2009, 1, 20)), new(1, new(2009, 2, 1)), .. Hosts(3)[1..]];
        Assert.Equal([2, 3, 1, 2, 3], Rota.Of(hosts, [Hosted(1, 1)]).Line(Meeting(2)).Select(p => p.HostId));
        var back = Rota.Of(hosts, [Hosted(2, 1)]).Line(Meeting(2));
        Assert.Equal([3, 1, 2, 3, 1], back.Select(p => p.HostId));
        Assert.Equal((new DateOnly(2009, 2, 1), null), (back[1].Since, back[1].HostedOn));
        Assert.Equal([2, 1, 3], ThisLap(Rota.Of([new(1, Begin, Meeting(1)), new(1, Meeting(1)), .. Hosts(3)[1..]], [new RotaSwap(1, 2, Begin)]), Meeting(2)));
        Assert.Equal([2, 3, 1], ThisLap(Rota.Of(hosts, [new RotaSwap(1, 2, Begin)]), Meeting(2)));
    }

    [Fact]
    public void A_list_without_anybody_has_no_next_and_forgets_nothing()
    {
        Assert.Null(Rota.Of([], []).Next(Meeting(1)));
        Assert.Empty(Rota.Of([], [Hosted(1, 1)]).Line(Meeting(2)));
        RotaHost[] hosts = [.. ((long[])[1, 2]).SelectMany(id => (RotaHost[])[new(id, Begin, Meeting(2)), new(id, Meeting(4))])];
        Assert.Null(Rota.Of(hosts, [Hosted(1, 1)]).Next(Meeting(3)));
        Assert.Equal(2, Rota.Of(hosts, [Hosted(1, 1)]).Next(Meeting(4))!.HostId);
    }

    [Fact]
    public void A_list_of_one_asks_that_one_each_time()
    {
        Assert.Equal(1, Rota.Of(Hosts(1), [Hosted(1, 1), Hosted(1, 2)]).Next(Meeting(3))!.HostId);
        Assert.Null(Rota.Of(Hosts(1), [Excused(1, 1)]).Next(Meeting(1)));
        Assert.Null(Rota.Of([new(1, Begin, Begin)], []).Next(Begin));
    }

    [Fact]
    public void On_one_day_what_happened_first_counts_first()
    {
        Assert.Equal([2, 1], ThisLap(Rota.Of(Hosts(2), [new RotaHosting(2, Begin), new RotaHosting(1, Begin)]), Begin));
        Assert.Equal([1], ThisLap(Rota.Of(Hosts(3), [Hosted(2, 1), new RotaHosting(3, Meeting(1)), new RotaSwap(1, 2, Meeting(1))]), Meeting(1)));
        Assert.Equal([3, 2, 1], ThisLap(Rota.Of(Hosts(3), [Hosted(2, 2), Hosted(1, 3), Hosted(3, 1)]), Meeting(3)));
    }

    [Fact]
    public void The_reason_is_said_in_both_languages()
    {
        var words = new EnglishWords([new LearningModule()]);
        string Say(Phrase phrase) => phrase.In(new Wording(Language.Thai, words)) + " | " + phrase.In(new Wording(Language.English, words));
        string Why(int month, params RotaEvent[] history) => Say(Rota.Of(Hosts(2), history).Next(Meeting(month))!.Why);
        Assert.Equal("ยังไม่เคยเป็นเจ้าภาพ รอมาตั้งแต่ 1 มกราคม 2552 | Never hosted, waiting since 1 January 2009", Why(1));
        Assert.Equal("รอมาตั้งแต่ 11 มกราคม 2552 | Waiting since 11 January 2009", Why(3, Hosted(1, 1), Hosted(2, 2)));
        Assert.Equal("ได้คิวนี้เพราะสลับกัน รอมาตั้งแต่ 1 มกราคม 2552 | Has this turn by a swap, waiting since 1 January 2009", Why(1, new RotaSwap(1, 2, Begin)));
        Assert.Equal("ทุกรายที่เหลือในรอบนี้ขอเว้น รายนี้รอนานที่สุดในรายที่เป็นเจ้าภาพไปแล้ว ตั้งแต่ 11 มกราคม 2552 | All who are left in this lap asked to be left out. Of those who have hosted, this one waited longest: since 11 January 2009", Why(2, Hosted(1, 1), Excused(2, 2)));
        Assert.Equal("อบต.บางจาก ขอเว้นครั้งนี้ คิวยังอยู่ที่เดิม: น้ำท่วม | อบต.บางจาก asked to be left out this time and keeps the place: น้ำท่วม", Say(new RotaSkip(1, "น้ำท่วม").Says("อบต.บางจาก")));
        Assert.Equal("อบต.บางจาก ขอเว้นครั้งนี้ คิวยังอยู่ที่เดิม | อบต.บางจาก asked to be left out this time and keeps the place", Say(new RotaSkip(1, "").Says("อบต.บางจาก")));
    }
}
