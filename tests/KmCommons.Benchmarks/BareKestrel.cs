using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace KmCommons.Benchmarks;

/// <summary>The floor: Kestrel and nothing else, answering every request with the bytes of one file: <c>bare-kestrel --port N --file F</c>.</summary>
static class BareKestrel
{
    public static async Task<int> Run(string[] args)
    {
        var bytes = await File.ReadAllBytesAsync(Arguments.Value(args, "file")!);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{Arguments.Value(args, "port")!}");
        var app = builder.Build();
        app.Run(http =>
        {
            http.Response.ContentType = "text/html; charset=utf-8";
            http.Response.ContentLength = bytes.Length;
            return http.Response.Body.WriteAsync(bytes).AsTask();
        });
        await app.RunAsync();
        return 0;
    }
}
