using KmCommons.Foundation;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace KmCommons.Digests;

/// <summary>The weekly digest: who wants it (<see cref="Subscription"/>), what goes in (<see cref="Interest"/>, <see cref="Digest"/>), the letter
/// (<see cref="DigestLetter"/>), its sending (<see cref="DigestRun"/>), how to leave (<c>/unsubscribe</c>); and the list of letters on their way (<c>/letters</c>).</summary>
public sealed class DigestsModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => services.AddHostedService<SiteAddress>();

    /// <inheritdoc/>
    public override void Tables(ModelBuilder model)
    {
        model.Entity<Subscription>(subscription => { subscription.ToTable("subscription", "digests"); subscription.HasKey(s => s.MemberId); subscription.Property(s => s.MemberId).ValueGeneratedNever(); });
        model.Entity<DigestSent>(sent => { sent.ToTable("sent", "digests"); sent.HasKey(s => new { s.MemberId, s.Week }); });
    }
}
