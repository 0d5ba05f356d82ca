using System.Net;
using KmCommons.Foundation;
using Microsoft.Extensions.Configuration;

namespace KmCommons.Tests.Foundation;

/// <summary>How often is too often, to the second.</summary>
public sealed class Pacing
{
    static readonly Pace Knock = new("Knock", 6, TimeSpan.FromHours(1), "ช้าลงหน่อย");
    static readonly IPAddress Here = IPAddress.Parse("203.0.113.7");

    readonly HandClock clock = new();

    Paces Paces(string? most = null) =>
        new([Knock], new ConfigurationBuilder().AddInMemoryCollection(most is null ? [] : [new("Limits:Knock", most)]).Build(), clock);

    static TimeSpan? Refusal(Action count)
    {
        try { count(); }
        catch (Refused refused)
        {
            Assert.Equal((429, "ช้าลงหน่อย"), (refused.Status, refused.Message));
            return Assert.NotNull(refused.RetryAfter);
        }
        return null;
    }

    [Fact]
    public void So_many_at_once_and_then_one_at_a_time_for_who_waits_as_long_as_was_said()
    {
        var paces = Paces();
        for (var nth = 0; nth < 6; nth++)
            paces.Count(Knock, Here);
        Assert.Equal(TimeSpan.FromMinutes(10), Refusal(() => paces.Count(Knock, Here)));
        clock.Now += TimeSpan.FromMinutes(4);
        Assert.Equal(TimeSpan.FromMinutes(6), Refusal(() => paces.Count(Knock, Here)));
        clock.Now += TimeSpan.FromMinutes(6);
        Assert.Null(Refusal(() => paces.Count(Knock, Here)));
        Assert.Equal(TimeSpan.FromMinutes(10), Refusal(() => paces.Count(Knock, Here)));
        clock.Now += TimeSpan.FromHours(1);
        for (var nth = 0; nth < 6; nth++)
            paces.Count(Knock, Here);
    }

    [Theory]
    [InlineData(1), InlineData(7), InlineData(11), InlineData(59), InlineData(3601)]
    public void As_many_as_were_set_and_not_one_more(int most)
    {
        var paces = Paces($"{most}");
        for (var nth = 0; nth < most; nth++)
            paces.Count(Knock, Here);
        Assert.NotNull(Refusal(() => paces.Count(Knock, Here)));
    }

    [Fact]
    public void Several_in_one_go_count_as_several_and_more_than_all_as_all()
    {
        var paces = Paces();
        paces.Count(Knock, 1, 4);
        Assert.NotNull(Refusal(() => paces.Count(Knock, 1, 3)));
        paces.Count(Knock, 1, 2);
        Assert.Null(Refusal(() => paces.Count(Knock, 2, 100)));
        Assert.NotNull(Refusal(() => paces.Count(Knock, 2)));
        Assert.Null(Refusal(() => paces.Count(Knock, 2, 0)));
    }

    [Fact]
    public void What_was_harmless_is_given_back()
    {
        var paces = Paces();
        for (var nth = 0; nth < 50; nth++)
        {
            paces.Count(Knock, Here);
            paces.GiveBack(Knock, Here);
        }
        for (var nth = 0; nth < 6; nth++)
            paces.Count(Knock, Here);
        Assert.NotNull(Refusal(() => paces.Count(Knock, Here)));
    }

    [Theory]
    [InlineData("203.0.113.7", "203.0.113.8", false)]
    [InlineData("203.0.113.7", "::ffff:203.0.113.7", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:2:ffff:ffff:ffff:ffff", true)]
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    public void One_address_is_one_guest_and_so_is_one_64_of_IPv6(string one, string other, bool same)
    {
        var paces = Paces("1");
        paces.Count(Knock, IPAddress.Parse(one));
        Assert.Equal(same, Refusal(() => paces.Count(Knock, IPAddress.Parse(other))) is not null);
    }

    [Fact]
    public void A_member_and_an_address_are_never_one()
    {
        var paces = Paces("1");
        paces.Count(Knock, IPAddress.Parse("0.0.0.7"));
        Assert.Null(Refusal(() => paces.Count(Knock, 7)));
        Assert.Null(Refusal(() => paces.Count(Knock, 8)));
        Assert.NotNull(Refusal(() => paces.Count(Knock, 7)));
    }

    [Fact]
    public void Nothing_takes_the_limit_away_but_the_number_0()
    {
        var paces = Paces("0");
        for (var nth = 0; nth < 1000; nth++)
            paces.Count(Knock, Here);
        foreach (var nonsense in new[] { "-1", "many", "", "1.5" })
            Assert.Contains("Limits:Knock", Assert.Throws<InvalidOperationException>(() => Paces(nonsense)).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => new Paces([Knock], new ConfigurationBuilder().AddInMemoryCollection([new("Limits:Knok", "5")]).Build(), clock));
    }

    [Fact]
    public void A_flood_of_addresses_takes_no_more_room_than_is_given_for_it()
    {
        var paces = Paces("1");
        for (long member = 1; member <= 50_000; member++)
        {
            paces.Count(Knock, member);
            if (member == 25_000)
                clock.Now += TimeSpan.FromMinutes(30);
        }
        Assert.NotNull(Refusal(() => paces.Count(Knock, 1)));
        // Whoever has waited long enough makes room
        clock.Now += TimeSpan.FromMinutes(31);
        paces.Count(Knock, 50_001);
        Assert.NotNull(Refusal(() => paces.Count(Knock, 50_000)));
        // And if nobody has, a fresh start for everybody, rather than a list without an end
        for (long member = 50_002; member <= 75_001; member++)
            paces.Count(Knock, member);
        Assert.Null(Refusal(() => paces.Count(Knock, 50_000)));
    }

    sealed class HandClock : TimeProvider
    {
        public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 0, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }
}
