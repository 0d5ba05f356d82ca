using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace KmCommons.Foundation;

/// <summary>The keys that protect cookies and links, kept in the database so that every server reads every cookie and a restart signs nobody out.</summary>
public sealed class ProtectionKeys(NpgsqlDataSource source) : IXmlRepository
{
    /// <inheritdoc/>
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var ask = source.CreateCommand("select xml from foundation.protection_key");
        using var rows = ask.ExecuteReader();
        var keys = new List<XElement>();
        while (rows.Read())
            keys.Add(XElement.Parse(rows.GetString(0)));
        return keys;
    }

    /// <inheritdoc/>
    public void StoreElement(XElement element, string friendlyName)
    {
        using var store = source.CreateCommand("insert into foundation.protection_key (name, xml) values ($1, $2) on conflict (name) do update set xml = excluded.xml");
        store.Parameters.Add(new() { Value = friendlyName });
        store.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        store.ExecuteNonQuery();
    }
}
