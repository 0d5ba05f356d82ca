using System.IO.Compression;
using System.Text.Encodings.Web;
using KmCommons.Foundation;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.ResponseCompression;
using Npgsql;

namespace KmCommons.Host;

/// <summary>What the web server takes, and what stands around every answer.</summary>
public static class Server
{
    /// <summary>The largest form: text and twenty photos of three megabytes.</summary>
    public const long LargestForm = 64 * 1024 * 1024;

    // Photos come from ourselves; previews are made by ourselves; nothing else may run, load or frame
    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /// <summary>Sizes, compression, quiet headers.</summary>
    public static void Limits(WebApplicationBuilder builder)
    {
        builder.WebHost.ConfigureKestrel(kestrel => { kestrel.AddServerHeader = false; kestrel.Limits.MaxRequestBodySize = LargestForm; });
        builder.Services.Configure<FormOptions>(form => { form.MultipartBodyLengthLimit = LargestForm; form.ValueLengthLimit = 1024 * 1024; form.ValueCountLimit = 500; });
        builder.Services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<BrotliCompressionProvider>();
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = [.. ResponseCompressionDefaults.MimeTypes, "application/atom+xml", "image/svg+xml"];
        });
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
        builder.Services.AddWebEncoders(web => web.TextEncoderSettings = new(ThaiHtml.Allowed));
        // Else the framework writes < and > as they are: whoever took an answer for a page would find tags in it
        builder.Services.ConfigureHttpJsonOptions(json => json.SerializerOptions.Encoder = JavaScriptEncoder.Create(ThaiHtml.Allowed));
    }

    /// <summary>Security headers, and a Thai page for everything that goes wrong.</summary>
    public static void Guards(WebApplication app)
    {
        app.Use((http, next) =>
        {
            // Not here and now: on the way to the error page all heads are thrown away, and that page shows what was typed
            http.Response.OnStarting(static state =>
            {
                var answer = (HttpResponse)state;
                var headers = answer.Headers;
                if (headers.ContentSecurityPolicy.Count == 0)
                    headers.ContentSecurityPolicy = Policy;
                headers.XContentTypeOptions = "nosniff";
                headers["Referrer-Policy"] = "same-origin";
                headers["Cross-Origin-Opener-Policy"] = "same-origin";
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), interest-cohort=()";
                // A page says it itself when a browser may keep it for longer; a proxy may never
                if (headers.CacheControl.Count == 0 && answer.ContentType is { } type && (type.StartsWith("text/html", StringComparison.Ordinal) || type.StartsWith("application/json", StringComparison.Ordinal)))
                    headers.CacheControl = "private, no-cache";
                return Task.CompletedTask;
            }, http.Response);
            return next();
        });
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            ExceptionHandlingPath = "/fault",
            AllowStatusCode404Response = true,
            StatusCodeSelector = StatusOf,
            SuppressDiagnosticsCallback = fault => fault.Exception is Refused or BadHttpRequestException,
        });
        app.UseStatusCodePagesWithReExecute("/fault");
        app.UseResponseCompression();
    }

    /// <summary>The status that a fault answers with.</summary>
    public static int StatusOf(Exception fault) => fault switch
    {
        Refused refused => refused.Status,
        BadHttpRequestException bad => bad.StatusCode,
        // The one thing that a form is refused for without being large: a NUL in it
        InvalidDataException { Message: var said } when said.Contains("invalid characters", StringComparison.Ordinal) => StatusCodes.Status400BadRequest,
        InvalidDataException => StatusCodes.Status413PayloadTooLarge,
        // Data that PostgreSQL cannot take, such as a NUL in a text: sent so, and no fault of the database
        PostgresException { SqlState: ['2', '2', ..] } => StatusCodes.Status400BadRequest,
        NpgsqlException or TimeoutException => StatusCodes.Status503ServiceUnavailable,
        { InnerException: { } inner } => StatusOf(inner),
        _ => StatusCodes.Status500InternalServerError,
    };
}
