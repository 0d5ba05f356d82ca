using KmCommons.Foundation;
using KmCommons.People;
using Npgsql;

namespace KmCommons.Host;

/// <summary><c>/health</c>: 200 when the database answers, else 503; JSON.</summary>
public static class Health
{
    /// <summary>Maps it.</summary>
    public static void Map(WebApplication app) => app.MapGet("/health", async (NpgsqlDataSource source, CancellationToken stop) =>
    {
        try
        {
            await using var ask = source.CreateCommand("select 1");
            await ask.ExecuteScalarAsync(stop);
            return Results.Json(new { status = "ok", database = "ok" });
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            return Results.Json(new { status = "unavailable", database = "unreachable" }, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }).WithMetadata(new OpenToAllAttribute());
}
