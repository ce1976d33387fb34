using Feedforward.Tabular;

namespace Feedforward.Studio.Tests;

public sealed class JsonFieldsTests
{
    [Fact]
    public void Names_of_kinds_are_lower_case_with_hyphens() => Assert.Equal("all-missing", JsonFields.Kebab(NoticeKind.AllMissing));
}
