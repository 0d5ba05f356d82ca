using KmCommons.Awards;
using KmCommons.Cases;
using KmCommons.Content;
using KmCommons.Digests;
using KmCommons.Foundation;
using KmCommons.Insight;
using KmCommons.Learning;
using KmCommons.Moderation;
using KmCommons.Media;
using KmCommons.People;
using KmCommons.Planet;
using KmCommons.Places;
using KmCommons.Search;
using KmCommons.Training;
using KmCommons.Transfer;
using KmCommons.Village;
using KmCommons.Writing;

namespace KmCommons.Host;

/// <summary>The parts of the site, in the order in which their tables stand on each other.</summary>
public static class Modules
{
    /// <summary>All of them.</summary>
    public static readonly IReadOnlyList<Module> All =
    [
        new FoundationModule(), new PlacesModule(), new PeopleModule(), new MediaModule(), new ContentModule(),
        new WritingModule(), new LearningModule(), new CasesModule(), new PlanetModule(), new TrainingModule(), new AwardsModule(), new SearchModule(), new DigestsModule(), new ModerationModule(), new InsightModule(), new TransferModule(),
        new VillageModule(), new HostModule(),
    ];

    /// <summary>Lets each put its things into the container.</summary>
    public static void Register(WebApplicationBuilder builder)
    {
        foreach (var module in All)
        {
            builder.Services.AddSingleton(module);
            module.Register(builder.Services, builder.Configuration);
        }
    }

    /// <summary>Lets each map what is not a page: feeds, pictures.</summary>
    public static void Map(WebApplication app)
    {
        foreach (var module in All)
            module.Map(app);
    }
}
