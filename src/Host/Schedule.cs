using KmCommons.Foundation;

namespace KmCommons.Host;

/// <summary>Every recurring job of the site, one line each. Hours are Asia/Bangkok.</summary>
public static class Schedule
{
    static readonly Job[] Jobs =
    [
    ];

    /// <summary>Puts the jobs into the container, and starts who runs them.</summary>
    public static void Register(IServiceCollection services)
    {
        foreach (var job in Jobs)
            services.AddSingleton(job);
        services.AddHostedService(things => things.GetRequiredService<JobRunner>());
    }
}
