using System.Globalization;

namespace KmCommons.Content;

/// <summary>How large a file is, as people say it.</summary>
public static class FileSize
{
    /// <summary>In kilobytes below a megabyte, else in megabytes with one decimal.</summary>
    public static string Says(long bytes, bool english) => bytes < 1_000_000
        ? string.Create(CultureInfo.InvariantCulture, $"{Math.Max(1, bytes / 1024)} {(english ? "KB" : "กิโลไบต์")}")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1048576.0:0.0} {(english ? "MB" : "เมกะไบต์")}");
}
