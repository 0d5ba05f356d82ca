namespace KmCommons.BrowserTests.Attacks;

/// <summary>What the site answered, kept for judging.</summary>
/// <param name="Who">To whom.</param>
/// <param name="Place">What kind of place: a route.</param>
/// <param name="Address">Where it is.</param>
/// <param name="Status">The status.</param>
/// <param name="Type">The media type.</param>
/// <param name="Headers">All headers.</param>
/// <param name="Bytes">The body.</param>
sealed record Answer(string Who, string Place, string Address, int Status, string Type, ILookup<string, string> Headers, byte[] Bytes)
{
    /// <summary>The body as text.</summary>
    public string Text => field ??= System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>Keeps an answer.</summary>
    public static async Task<Answer> Of(HttpResponseMessage answer, string who, string place, string address) => new(who, place, address, (int)answer.StatusCode,
        answer.Content.Headers.ContentType?.MediaType ?? "", answer.Headers.Concat(answer.Content.Headers).SelectMany(h => h.Value.Select(v => (h.Key, v))).ToLookup(h => h.Key, h => h.v, StringComparer.OrdinalIgnoreCase), await answer.Content.ReadAsByteArrayAsync());
}
