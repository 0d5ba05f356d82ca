using KmCommons.Foundation;

namespace KmCommons.People;

/// <summary>What a module does for somebody who has just joined with an invitation, said once by the module that gave the code out, so that People need not know the module.</summary>
/// <param name="Of">Is given the database, the newcomer's number and name, the code and when; says where to lead them, or null when the code is none of its own. The caller saves.</param>
public sealed record Welcome(Func<CommonsDb, Member, string, DateTimeOffset, CancellationToken, Task<string?>> Of);
