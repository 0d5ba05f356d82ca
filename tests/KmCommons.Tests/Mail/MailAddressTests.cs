using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class MailAddressTests
{
    [Theory]
    [InlineData("a@b.co")]
    [InlineData("first.last+digest=12@sub.km-commons.example")]
    [InlineData("o'neil_99@x.y.z.example")]
    [InlineData("root@localhost")]
    public void A_sane_address_is_taken_as_it_is(string address)
    {
        Assert.True(MailAddressParser.TryParse(address, out var wire));
        Assert.Equal(address, wire);
    }

    [Fact]
    public void A_Thai_domain_goes_on_the_wire_in_ASCII() => Assert.Equal("likhit@xn--42c2bf1bzl.xn--o3cw4h", new MailAddress("likhit@คนไทย.ไทย").Address);

    [Fact]
    public void Lengths_are_those_of_RFC_5321()
    {
        var domain = string.Join('.', Enumerable.Repeat(new string('d', 60), 3)) + ".th"; // 185
        Assert.True(MailAddressParser.TryParse(new string('l', 64) + "@" + domain, out _));
        Assert.False(MailAddressParser.TryParse(new string('l', 65) + "@" + domain, out _));
        Assert.False(MailAddressParser.TryParse("a@" + new string('d', 64) + ".th", out _));
        Assert.True(MailAddressParser.TryParse(new string('l', 60) + "@" + domain + "." + new string('t', 7), out _)); // 254
        Assert.False(MailAddressParser.TryParse(new string('l', 61) + "@" + domain + "." + new string('t', 7), out _));
    }

    public static TheoryData<string> Tricks =>
    [
        "", " ", "@", "a", "a@", "@b.co", "a@b", "a@b@c.co", "a b@c.co", " a@b.co", "a@b.co ", "a@b .co", "a,b@c.co", "a@b.co,c@d.co", "a@b.co;c@d.co", "a@b.co c@d.co",
        "<a@b.co>", "Name <a@b.co>", "\"a b\"@c.co", "\"a\"@b.co", "a(x)@b.co", "a@b.co(x)", "a@[127.0.0.1]", "a@127.0.0.1", "a@b.1", ".a@b.co", "a.@b.co", "a..b@c.co",
        "a@.b.co", "a@b.co.", "a@b..co", "a@-b.co", "a@b-.co", "a@b_c.co", "-oQ/tmp@b.co", "|/bin/sh@b.co", "a`id`@b.co", "host!user@b.co", "user%other.co@b.co", "@x.co:a@b.co",
        "a\\@b.co", "a@b.co>", "a@b.co> SIZE=1", "a:b@c.co", "ลิขิต@b.co", "a@b.co\0", "a\t@b.co", "a@b.co\n", "a@b\u3000.co", "a\uff20b.co", "a@b\uff20c.co", "a@b\u2028.co", "a@\ud800.co", "a@b\u00ad\uff0c.co",
        "=?utf-8?B?eA0KQmNjOiB2?=@b.co", "=?utf-8?Q?x=2Cy=40b.co?=@b.co", "a=?@b.co",
    ];

    [Theory]
    [MemberData(nameof(Tricks), DisableDiscoveryEnumeration = true)]
    public void A_trick_is_no_address(string address)
    {
        Assert.False(MailAddressParser.TryParse(address, out _));
        Assert.Equal("address", Assert.Throws<BadHeaderException>(() => new MailAddress(address)).Field);
    }
}
