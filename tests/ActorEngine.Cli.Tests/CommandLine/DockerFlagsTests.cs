using System.Diagnostics;
using System.Text.RegularExpressions;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Verbs;

namespace ActorEngine.Cli.Tests.CommandLine;

/// <summary>Every flag of Docker's command line, as the one that is installed prints them, is served or refused with a reason.</summary>
public sealed partial class DockerFlagsTests
{
    [Theory]
    [InlineData("run")]
    [InlineData("create")]
    [InlineData("update")]
    public void No_flag_is_unknown(string name)
    {
        Verb verb = VerbTable.Find(name)!;
        string[] flags = FlagsOf(name);
        // The list of the version that these flags were read from first, where no Docker is installed.
        Assert.True(flags.Length >= (name == "update" ? 14 : 95), $"docker {name} --help shows only {flags.Length} flags");
        Assert.Empty(flags.Where(flag => verb.Find(flag) is null && UnsupportedOptions.Find(verb, flag) is null));
    }

    private static string[] FlagsOf(string verb)
    {
        string help = File.ReadAllText(Path.Combine(RepositoryRoot.Path, "tests/ActorEngine.Cli.Tests/CommandLine", $"docker-{verb}.txt"));
        string path = Array.Find(["/usr/bin/docker", "/usr/local/bin/docker"], File.Exists) ?? "";
        if (path.Length > 0)
        {
            using var docker = Process.Start(new ProcessStartInfo(path, [verb, "--help"]) { RedirectStandardOutput = true })!;
            help += docker.StandardOutput.ReadToEnd();
            docker.WaitForExit();
        }

        return [.. Flag().Matches(help).Select(match => match.Groups["name"].Value).Where(flag => flag != "help").Distinct()];
    }

    [GeneratedRegex("^ +(?:-\\w, )?--(?<name>[a-z0-9-]+)", RegexOptions.Multiline)]
    private static partial Regex Flag();
}
