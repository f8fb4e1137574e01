namespace ActorEngine.Builder.Tests;

/// <summary>
/// Each Dockerfile under Corpus and its plan, or the error it gives. A file NAME.options beside it holds options of the request, one a line.
/// ACTORENGINE_GOLDEN=write makes the plans anew.
/// </summary>
public sealed class CorpusTests
{
    private static readonly string Folder = Path.Combine(Here(), "..", "Corpus");

    public static TheoryData<string> Names => [.. Directory.GetFiles(Folder, "*.Dockerfile").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_Dockerfile_gives_its_plan_or_its_error(string name)
    {
        string golden = Path.Combine(Folder, name + ".plan");
        string made = Describe(name);
        if (Environment.GetEnvironmentVariable("ACTORENGINE_GOLDEN") == "write") File.WriteAllText(golden, made);
        Assert.Equal(File.ReadAllText(golden), made);
    }

    [Fact]
    public void The_corpus_is_large() => Assert.True(Names.Count >= 60);

    private static string Describe(string name)
    {
        try
        {
            Dockerfile file = Dockerfile.Parse("Dockerfile", File.ReadAllText(Path.Combine(Folder, name + ".Dockerfile")));
            PlanOutcome outcome = Planner.Make(file, Options(name), TestImages.Find);
            return outcome.Plan is { } plan ? PlanText.Of(plan) : string.Concat(outcome.Needs.Select(need => $"needs {need.DisplayName} {need.Platform}\n"));
        }
        catch (DockerfileException wrong)
        {
            return wrong.Message + "\n";
        }
    }

    private static string Here([System.Runtime.CompilerServices.CallerFilePath] string source = "") => Path.GetDirectoryName(source)!;

    private static PlanOptions Options(string name)
    {
        var amd64 = new Platform("linux", "amd64", null);
        var options = new PlanOptions { Platform = amd64, BuildPlatform = amd64 };
        string path = Path.Combine(Folder, name + ".options");
        if (!File.Exists(path)) return options;
        Dictionary<string, string> arguments = [], labels = [];
        foreach (string line in File.ReadAllLines(path))
        {
            string[] words = line.Split(' ', 2);
            string[] pair = words[1].Split('=', 2);
            options = words[0] switch
            {
                "target" => options with { Target = words[1] },
                "platform" => options with { Platform = Platform.Parse(words[1])! },
                "network" => options with { Network = words[1] },
                _ => options,
            };
            if (words[0] == "arg") arguments[pair[0]] = pair[1];
            if (words[0] == "label") labels[pair[0]] = pair[1];
        }

        return options with { Arguments = arguments, Labels = labels };
    }
}
