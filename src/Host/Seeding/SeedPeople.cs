using System.Security.Cryptography;
using KmCommons.Foundation;
using KmCommons.People;
using Microsoft.AspNetCore.Identity;

namespace KmCommons.Host;

/// <summary>Members by role and place. Everyone's password is random; those of the demo accounts are written to <c>demo-accounts.txt</c> in the data folder.</summary>
static class SeedPeople
{
    static readonly DateOnly FirstDay = new(2006, 10, 1);

    /// <summary>The file with the demo accounts: user name, tab, password, tab, who it is.</summary>
    public static string AccountsFile(DataFolder data) => Path.Combine(data.Root, "demo-accounts.txt");

    public static async Task Plant(SeedPlot plot)
    {
        var accounts = new List<string>();
        foreach (var row in Csv.Read(Path.Combine(plot.Folder, "people", "people.csv")))
        {
            var password = string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString("abcdefghjkmnpqrstuvwxyz23456789", 4)));
            var member = await Joining.Create(plot.Get<UserManager<Member>>(), plot.Get<TimeProvider>(), row["name"], row["key"], password, row["email"], row["tambon"] is { Length: > 0 } code ? code : null, row["about"]);
            member.EmailConfirmed = true;
            foreach (var held in row["roles"].Split(';', StringSplitOptions.RemoveEmptyEntries).Select(r => r.Split('@')).Where(r => !r[1].StartsWith("circle:", StringComparison.Ordinal)))
                plot.Db.RolesHeld.Add(new() { MemberId = member.Id, Role = RoleOf(held[0]), PlaceCode = held[1] == "80" ? null : held[1], ValidFrom = FirstDay });
            if (row["demo"] == "yes")
                accounts.Add($"{row["key"]}\t{password}\t{row["name"]}");
        }
        var file = AccountsFile(plot.Get<DataFolder>());
        await File.WriteAllLinesAsync(file, accounts);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
    }

    /// <summary>The role of a word in the seed: <c>note-taker</c>.</summary>
    public static Role RoleOf(string word) => Enum.Parse<Role>(word.Replace("-", "", StringComparison.Ordinal), ignoreCase: true);
}
