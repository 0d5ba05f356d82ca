using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KmCommons.Mail;
using KmCommons.Tests.Thai;

namespace KmCommons.Tests.Mail;

public class SealedAddressTests
{
    private static readonly SealedAddress Ours = new("bounce@km.example", "a secret of sixteen bytes"u8);

    [Fact]
    public void Every_letter_has_an_address_that_mail_hosts_take_and_that_leads_back_in_any_capitals() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue).Two().Select(two => (long)two.Item1 << 31 | (long)two.Item2)), letter =>
        {
            var address = Ours.For(letter);
            Assert.Equal(address, MailAddressParser.Parse(address));
            Assert.InRange(address.IndexOf('@', StringComparison.Ordinal), 30, 64);
            Assert.True(Ours.Read(address) is [var read] && read == letter);
            Assert.True(Ours.Read(address.ToUpperInvariant()) is [var again] && again == letter);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(long.MaxValue)]
    public void The_first_and_the_last_number_lead_back_too(long letter) => Assert.True(Ours.Read(Ours.For(letter)) is [var read] && read == letter);

    [Fact]
    public void An_address_with_one_sign_changed_lost_or_added_is_refused()
    {
        var address = Ours.For(81116);
        for (var at = 0; at < address.Length; at++)
        {
            foreach (var sign in "abyz27+@.0=-")
            {
                if (address[at] != sign) Assert.Null(Ours.Read(string.Concat(address.AsSpan(0, at), [sign], address.AsSpan(at + 1))));
                if (address[at] != sign) Assert.Null(Ours.Read(address.Insert(at, sign.ToString())));
            }
            Assert.Null(Ours.Read(address.Remove(at, 1)));
            Assert.Null(Ours.Read(address[..at]));
        }
        Assert.Null(Ours.Read(null));
        Assert.Null(Ours.Read("bounce@km.example"));
        Assert.Null(Ours.Read("bounce+@km.example"));
        Assert.Null(Ours.Read($"bounce+{new string('7', 13)}{new string('a', 26)}@km.example")); // more than any number
        Assert.Null(Ours.Read($"bounce+{new string('-', 17)}{new string('a', 26)}@km.example")); // eighteen empty numbers, longer written out than there is room
        Assert.Null(Ours.Read(address.Replace("+", "+a", StringComparison.Ordinal))); // a nought before the number: one letter has one address
    }

    [Fact]
    public void A_seal_is_worth_nothing_for_another_letter_another_address_or_another_secret()
    {
        var (one, other) = (Ours.For(1), Ours.For(2));
        Assert.Null(Ours.Read(one.Replace("bounce+b", "bounce+c", StringComparison.Ordinal)));
        Assert.NotEqual(one[9..], other[9..]);
        var reply = new SealedAddress("reply@km.example", "a secret of sixteen bytes"u8);
        Assert.Null(reply.Read(one.Replace("bounce", "reply", StringComparison.Ordinal)));
        Assert.Null(new SealedAddress("bounce@km.example", "a secret of other bytes"u8).Read(one));
    }

    [Fact]
    public void Several_numbers_lead_back_in_their_order_and_none_stands_for_another()
    {
        Assert.Equal([7, 81116], Ours.Read(Ours.For(7, 81116))!);
        Assert.Equal([0, 0, 5], Ours.Read(Ours.For(0, 0, 5))!);
        Assert.NotEqual(Ours.For(7, 81116)[^30..], Ours.For(81116, 7)[^30..]);
        Assert.Null(Ours.Read(Ours.For(7, 81116).Replace("+h-", "+i-", StringComparison.Ordinal)));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ours.For());
        Assert.Throws<ArgumentOutOfRangeException>(() => Ours.For(long.MaxValue, long.MaxValue, long.MaxValue));
    }

    [Fact]
    public void No_text_makes_it_stumble() => AnyText.Always(text => Ours.Read(text) is null && Ours.Read($"bounce+{text}@km.example") is null);

    [Fact]
    public void What_cannot_be_kept_safe_or_is_too_long_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new SealedAddress("bounce@km.example", "short"u8));
        Assert.Throws<BadHeaderException>(() => new SealedAddress("bounce km.example", "a secret of sixteen bytes"u8));
        Assert.Throws<BadHeaderException>(() => new SealedAddress(new string('b', 25) + "@km.example", "a secret of sixteen bytes"u8));
        Assert.Equal(64, new SealedAddress(new string('b', 24) + "@km.example", Encoding.UTF8.GetBytes("a secret of sixteen bytes")).For(long.MaxValue).IndexOf('@', StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ours.For(-1));
    }
}
