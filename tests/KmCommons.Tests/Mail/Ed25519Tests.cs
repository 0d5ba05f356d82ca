using System.Security.Cryptography;
using System.Text;
using KmCommons.Mail;

namespace KmCommons.Tests.Mail;

public class Ed25519Tests
{
    // RFC 8032, 7.1: tests 1 to 3 and SHA(abc)
    [Theory]
    [InlineData("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b")]
    [InlineData("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00")]
    [InlineData("c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
        "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a")]
    [InlineData("833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42", "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
        "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
        "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704")]
    public void It_signs_as_the_standard_says(string seed, string key, string message, string signature)
    {
        var signer = new Ed25519(Convert.FromHexString(seed));
        Assert.Equal(key, Convert.ToHexStringLower(signer.PublicKey));
        Assert.Equal(signature, Convert.ToHexStringLower(signer.Sign(Convert.FromHexString(message))));
    }

    // RFC 8463, appendix A.3: the header of the example, written here in its relaxed form
    [Fact]
    public void It_seals_the_letter_of_the_standard_about_seals_as_that_says()
    {
        var header = string.Join("\r\n", "from:Joe SixPack <joe@football.example.com>", "to:Suzie Q <suzie@shopping.example.net>", "subject:Is dinner ready?",
            "date:Fri, 11 Jul 2003 21:00:37 -0700 (PDT)", "message-id:<20030712040037.46341.5F8J@football.example.com>",
            "dkim-signature:v=1; a=ed25519-sha256; c=relaxed/relaxed; d=football.example.com; i=@football.example.com; q=dns/txt; s=brisbane; t=1528637909; "
            + "h=from : to : subject : date : message-id : from : subject : date; bh=2jUSOH9NhtVGCQWNr9BrIAPreKQjO6Sn7XIkfJVOzv8=; b=");
        var signature = new Ed25519(Keys.Seed).Sign(SHA256.HashData(Encoding.ASCII.GetBytes(header)));
        Assert.Equal("/gCrinpcQOoIfuHNQIbq4pgh9kyIK3AQUdt9OdqQehSwhEIug4D11BusFa3bT3FY5OsU7ZbnKELq+eXdp1Q1Dw==", Convert.ToBase64String(signature));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(31)]
    [InlineData(64)]
    public void A_key_of_another_length_is_refused(int length) => Assert.Throws<ArgumentException>(() => new Ed25519(new byte[length]));
}
