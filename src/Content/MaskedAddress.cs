using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace KmCommons.Content;

/// <summary>Where a guest came from, so far that two guests can be told apart and no further.</summary>
public static class MaskedAddress
{
    /// <summary>IPv4 without its first number (<c>xxx.47.87.166</c>); IPv6 cut to its /48 (<c>2001:db8:1::/48</c>).</summary>
    public static string Of(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
            address = address.MapToIPv4();
        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
            return string.Create(CultureInfo.InvariantCulture, $"xxx.{bytes[1]}.{bytes[2]}.{bytes[3]}");
        Array.Clear(bytes, 6, 10);
        return new IPAddress(bytes) + "/48";
    }
}
