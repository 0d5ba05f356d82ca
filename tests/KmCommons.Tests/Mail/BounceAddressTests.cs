using System.Text;
using FsCheck;
using FsCheck.Fluent;
using KmCommons.Mail;
using KmCommons.Tests.Thai;

namespace KmCommons.Tests.Mail;

public class BounceAddressTests
{
    private static readonly BounceAddress Ours = new("bounce@km.example", "a secret of sixteen bytes"u8);

    [Fact]
    public void Every_letter_has_an_address_that_mail_hosts_take_and_that_leads_back_in_any_capitals() =>
        Prop.ForAll(Arb.From(Gen.Choose(0, int.MaxValue).Two().Select(two => (long)two.Item1 << 31 | (long)two.Item2)), letter =>
        {
            var address = Ours.For(letter);
            Assert.Equal(address, MailAddressParser.Parse(address));
            Assert.InRange(address.IndexOf('@', StringComparison.Ordinal), 30, 64);
            Assert.True(Ours.TryRead(address, out var read) && read == letter);
            Assert.True(Ours.TryRead(address.ToUpperInvariant(), out read) && read == letter);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(500));

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(32)]
    [InlineData(long.MaxValue)]
    public void The_first_and_the_last_number_lead_back_too(long letter) => Assert.True(Ours.TryRead(Ours.For(letter), out var read) && read == letter);

    [Fact]
    public void An_address_with_one_sign_changed_lost_or_added_is_refused()
    {
        var address = Ours.For(81116);
        for (var at = 0; at < address.Length; at++)
        {
            foreach (var sign in "abyz27+@.0=-")
            {
                if (address[at] != sign) Assert.False(Ours.TryRead(string.Concat(address.AsSpan(0, at), [sign], address.AsSpan(at + 1)), out _));
                if (address[at] != sign) Assert.False(Ours.TryRead(address.Insert(at, sign.ToString()), out _));
            }
            Assert.False(Ours.TryRead(address.Remove(at, 1), out _));
            Assert.False(Ours.TryRead(address[..at], out _));
        }
        Assert.False(Ours.TryRead(null, out _));
        Assert.False(Ours.TryRead("bounce@km.example", out _));
        Assert.False(Ours.TryRead("bounce+@km.example", out _));
        Assert.False(Ours.TryRead($"bounce+{new string('7', 13)}{new string('a', 26)}@km.example", out _)); // more than any number
        Assert.False(Ours.TryRead(address.Replace("+", "+a", StringComparison.Ordinal), out _)); // a nought before the number: one letter has one address
    }

    [Fact]
    public void A_seal_is_worth_nothing_for_another_letter_another_address_or_another_secret()
    {
        var (one, other) = (Ours.For(1), Ours.For(2));
        Assert.False(Ours.TryRead(one.Replace("bounce+b", "bounce+c", StringComparison.Ordinal), out _));
        Assert.NotEqual(one[9..], other[9..]);
        var reply = new BounceAddress("reply@km.example", "a secret of sixteen bytes"u8);
        Assert.False(reply.TryRead(one.Replace("bounce", "reply", StringComparison.Ordinal), out _));
        Assert.False(new BounceAddress("bounce@km.example", "a secret of other bytes"u8).TryRead(one, out _));
    }

    [Fact]
    public void No_text_makes_it_stumble() => AnyText.Always(text => !Ours.TryRead(text, out _) && !Ours.TryRead($"bounce+{text}@km.example", out _));

    [Fact]
    public void What_cannot_be_kept_safe_or_is_too_long_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new BounceAddress("bounce@km.example", "short"u8));
        Assert.Throws<BadHeaderException>(() => new BounceAddress("bounce km.example", "a secret of sixteen bytes"u8));
        Assert.Throws<BadHeaderException>(() => new BounceAddress(new string('b', 25) + "@km.example", "a secret of sixteen bytes"u8));
        Assert.Equal(64, new BounceAddress(new string('b', 24) + "@km.example", Encoding.UTF8.GetBytes("a secret of sixteen bytes")).For(long.MaxValue).IndexOf('@', StringComparison.Ordinal));
        Assert.Throws<ArgumentOutOfRangeException>(() => Ours.For(-1));
    }
}
