using System.Text.RegularExpressions;

namespace ActorEngine.Architecture.Tests;

/// <summary>The client library knows everything that an engine can be asked.</summary>
public sealed partial class ClientVerbTests
{
    /// <summary>What the session itself sends, what the gateway does, and what only the engine's own actors send each other.</summary>
    private static readonly string[] Others = ["ActFor", "FindSnapshot", "GetGatewayConfiguration", "OpenSession", "PrepareSnapshot", "ProveSession", "PublishEvent", "RemoveSnapshot", "SelectNode"];

    [Fact]
    public void Every_request_of_the_contract_has_a_typed_call()
    {
        string contracts = Text("src/ActorEngine.Contracts", path => !path.Contains("/Node/"));
        string calls = Text("src/ActorEngine.Client", path => path.Contains("/Api/") || path.Contains("/Containers/"));
        string[] requests = [.. Request().Matches(contracts).Select(match => match.Groups[1].Value)];

        Assert.InRange(requests.Length, 75, 1000);
        Assert.Equal(Others, requests.Where(request => !Regex.IsMatch(calls, $@"\b{request}\b")).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"public sealed record (\w+)[^{;]*?: [^{;]*\bI(?:Command|Query)\b")]
    private static partial Regex Request();

    private static string Text(string folder, Func<string, bool> takes) =>
        string.Join('\n', Checkout.Sources(folder).Where(source => takes(source.Path)).SelectMany(source => source.Lines));
}
