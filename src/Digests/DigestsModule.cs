using KmCommons.Content;
using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

/// <summary>The letters that tell what is new: who wants which (<see cref="Subscription"/>, <see cref="Choice"/>), when they come (<see cref="Hours"/>), what goes in (<see cref="Interest"/>, <see cref="Digest"/>), the letter
/// (<see cref="DigestLetter"/>), its sending (<see cref="DigestRun"/>), what is asked again at the moment of sending (<see cref="DigestLook"/>), how to leave (<c>/unsubscribe</c>, and by mail: <see cref="LeaveByMail"/>), what is read of it on the web (<c>/letters/read</c>) and on a wall (<see cref="Board"/>); and the list of letters on their way (<c>/letters</c>).</summary>
public sealed class DigestsModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddSingleton(new LastLook(DigestRun.Kind, DigestLook.Stay)).AddHostedService<SiteAddress>()
        .AddSingleton<AlreadyRead>().AddSingleton<IReadNoting>(things => things.GetRequiredService<AlreadyRead>()).AddHostedService(things => things.GetRequiredService<AlreadyRead>())
        .AddSingleton(new Receiver(LeaveByMail.Purpose, LeaveByMail.Take)).AddSingleton(new Receiver(ManyThings.Purpose, ManyThings.Take)).AddSingleton(Board.Makes);

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model) => DigestTables.Map(model);
}
