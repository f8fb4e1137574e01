namespace ActorEngine.Compose.Tests;

public sealed class InterpolationTests
{
    [Theory]
    [InlineData("$TAG", "1.36")]
    [InlineData("${TAG}", "1.36")]
    [InlineData("a-${TAG}-b", "a-1.36-b")]
    [InlineData("${NONE:-x}", "x")]
    [InlineData("${NONE-x}", "x")]
    [InlineData("${EMPTY:-x}", "x")]
    [InlineData("${EMPTY-x}", "")]
    [InlineData("${TAG:+x}", "x")]
    [InlineData("${EMPTY:+x}", "")]
    [InlineData("${EMPTY+x}", "x")]
    [InlineData("${NONE:-${TAG}}", "1.36")]
    [InlineData("${NONE:-${OTHER:-deep}}", "deep")]
    [InlineData("$$TAG", "$TAG")]
    [InlineData("${TAG:?must}", "1.36")]
    [InlineData("${NONE:-a:b}", "a:b")]
    public void A_variable_stands_for_its_value(string text, string expected) =>
        Assert.Equal(["--", expected], MemoryFiles.Container($"command: ['--', '{text}']", "", ("TAG", "1.36"), ("EMPTY", "")).Command);

    [Theory]
    [InlineData("${NONE:?say it}", "/shop/compose.yaml:4: services.web.command: the variable NONE is required: say it")]
    [InlineData("${NONE?}", "/shop/compose.yaml:4: services.web.command: the variable NONE is required")]
    [InlineData("${NONE", "/shop/compose.yaml:4: services.web.command: '${NONE': a closing brace is missing")]
    [InlineData("${1}", "/shop/compose.yaml:4: services.web.command: '${1}' names no variable")]
    public void A_wrong_one_is_refused_with_its_line(string text, string expected) => Assert.Equal(expected, MemoryFiles.Refused($"command: '{text}'"));

    [Fact]
    public void A_variable_that_is_not_set_is_empty_and_warned_of()
    {
        var project = MemoryFiles.Project("services:\n  web:\n    image: a$NONE\n");
        Assert.Equal("a", project.Settings.Services[0].Container.Image.Value);
        Assert.Equal(["/shop/compose.yaml:3: the variable NONE is not set; nothing stands in its place."], project.Warnings);
    }

    [Fact]
    public void Keys_are_left_alone() => Assert.Equal(["$A=1"], MemoryFiles.Container("environment:\n  $A: 1").Environment);

    [Fact]
    public void The_projects_env_file_gives_variables_and_the_client_wins()
    {
        var files = new MemoryFiles().With("/shop/.env", "A=file\nB=file\nC=\"${A}-$B\"").With("/shop/compose.yaml", "services: {web: {image: '$A-$B-$C'}}");
        Assert.Equal("client-file-client-file", files.Load(null, ("A", "client")).Settings.Services[0].Container.Image.Value);
    }

    [Fact]
    public void Env_files_that_are_named_take_its_place()
    {
        var files = new MemoryFiles().With("/shop/.env", "A=no").With("/other.env", "A=yes").With("/shop/compose.yaml", "services: {web: {image: '$A'}}");
        Assert.Equal("yes", files.Load(new() { Files = ["/shop/compose.yaml"], EnvironmentFiles = ["/other.env"], Environment = new Dictionary<string, string>() }).Settings.Services[0].Container.Image.Value);
    }

    [Fact]
    public void The_projects_name_is_a_variable() => Assert.Equal("shop", MemoryFiles.Project("services: {web: {image: '$COMPOSE_PROJECT_NAME'}}").Settings.Services[0].Container.Image.Value);

    [Fact]
    public void An_env_file_has_quotes_comments_and_lines()
    {
        const string Text = """
            # a comment
            export PLAIN=one two # rest
            SINGLE='a $PLAIN #x'
            DOUBLE="b $PLAIN\n"
            LINES="first
            second"
            EMPTY=
            HASH=a#b
            """;
        var files = new MemoryFiles().With("/shop/web.env", Text).With("/shop/compose.yaml", "services: {web: {image: a, env_file: web.env}}");
        Assert.Equal(["PLAIN=one two", "SINGLE=a $PLAIN #x", "DOUBLE=b one two\n", "LINES=first\nsecond", "EMPTY=", "HASH=a#b"], files.Load().Settings.Services[0].Container.Environment);
    }

    [Fact]
    public void A_wrong_line_of_an_env_file_is_named()
    {
        var files = new MemoryFiles().With("/shop/web.env", "A=1\nB C=2").With("/shop/compose.yaml", "services: {web: {image: a, env_file: web.env}}");
        Assert.Equal("/shop/web.env:2: 'B C=2' is not KEY=VALUE", Assert.Throws<ComposeException>(() => files.Load()).Message);
    }
}
