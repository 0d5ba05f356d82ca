using KmCommons.Foundation;

namespace KmCommons.Host;

/// <summary>The site as a whole: home, first run, error pages, health, seed, the timetable. Nobody knows it; it knows all.</summary>
public sealed class HostModule : Module
{
    /// <inheritdoc/>
    public override void Register(IServiceCollection services, IConfiguration configuration) => Schedule.Register(services);
}
