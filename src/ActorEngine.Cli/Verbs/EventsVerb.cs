using System.Globalization;
using ActorEngine.Cli.CommandLine;
using ActorEngine.Cli.Formatting;
using ActorEngine.Cli.Formatting.Templates;
using ActorEngine.Cli.Streams;
using ActorEngine.Cli.Values;
using ActorEngine.Contracts;
using ActorEngine.Shapes;
using ActorEngine.Transport;

namespace ActorEngine.Cli.Verbs;

internal static class EventsVerb
{
    public static Verb Definition => new("events", "follow what happens in the engine")
    {
        Synopsis = ["[OPTIONS]"],
        Description = """
            Prints each event on a line as it happens, until ctrl-c. Events are numbered and kept in the engine's journal: --since reads the past, and a restart of the engine leaves no gap.

            Filters are KEY=VALUE: type=container|image|network|volume|project|daemon, event=ACTION, container=NAME, image=NAME, volume=NAME, label=KEY[=VALUE].
            """,
        Options =
        [
            Option.List("filter", "KEY=VALUE", "Only those that fit.", 'f'),
            Option.Value("format", "FORMAT", "json, or a Go template such as '{{.Action}}'; the fields are those of the json form."),
            Option.Value("since", "TIME", "Begin with what happened at this time."),
            Option.Value("until", "TIME", "End with this time."),
        ],
        Most = 0,
        Examples =
        [
            new("actorctl events --since 10m --until 0s", "What happened in the last ten minutes?"),
            new("actorctl events -f event=die --format '{{.Actor.Attributes.exitCode}} {{.ID}}'", "Watch containers end."),
        ],
        SeeAlso = ["logs", "wait"],
        Run = RunAsync,
    };

    private static async Task<int> RunAsync(Invocation call)
    {
        var arguments = call.Arguments;
        string? format = arguments.Value("format");
        var template = format is null or "json" or "" ? null : Template.Of(arguments, format);
        var request = new SubscribeEvents
        {
            Since = arguments.Number("since", text => Moments.Parse(text, call.Clock)),
            Until = arguments.Number("until", text => Moments.Parse(text, call.Clock)),
            Filters = arguments.List("filter", SmallSyntax.Filter),
        };
        var began = call.Clock.GetUtcNow();
        long? last = null;
        await using var link = new Resuming(call);
        return await link.RunAsync(async (connection, lost) =>
        {
            // After the last number nothing repeats; before the first event the time of asking is the best there is.
            var next = last is { } number ? request with { After = number, Since = null } : lost > 0 && request.Since is null ? request with { Since = began } : request;
            await using var stream = connection.Open(next);
            return await new OutputRelay(call.Console).RunAsync(stream, item =>
            {
                if (item is not EngineEvent happened || happened.Number <= last) return;
                call.Console.WriteLine(template is not null ? template.Render(Shape(happened)) : format == "json" ? FieldsJson.Write(Shape(happened)) : Line(happened));
                last = happened.Number;
            }, CancellationToken.None) is StreamEnded ? 0 : 1;
        });
    }

    internal static string Line(EngineEvent happened)
    {
        var attributes = happened.Attributes.OrderBy(entry => entry.Key, StringComparer.Ordinal).Select(entry => $"{entry.Key}={entry.Value}");
        string time = happened.Time.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss.fffffff'00Z'", CultureInfo.InvariantCulture);
        string tail = happened.Attributes.Count == 0 ? "" : $" ({string.Join(", ", attributes)})";
        return $"{time} {happened.Type} {happened.Action} {happened.Actor}{tail}";
    }

    internal static Fields Shape(EngineEvent happened) => new()
    {
        ["Type"] = happened.Type,
        ["Action"] = happened.Action,
        ["Actor"] = new Fields { ["ID"] = happened.Actor, ["Attributes"] = Fields.Map(happened.Attributes) },
        ["scope"] = "local",
        ["time"] = happened.Time.ToUnixTimeSeconds(),
        ["timeNano"] = (happened.Time.UtcTicks - DateTimeOffset.UnixEpoch.Ticks) * 100,
        ["Number"] = happened.Number,
        ["Status"] = happened.Action,
        ["ID"] = happened.Actor,
        ["Time"] = Human.Rfc3339(happened.Time),
    };
}
