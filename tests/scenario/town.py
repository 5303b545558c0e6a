"""A small town's scenario as files, which tests change in one place each."""

from collections.abc import Mapping
from pathlib import Path

from lotdesign.faults import InputFaults
from lotdesign.input.load import load

FILES: Mapping[str, str] = {
    "scenario.toml": """\
schema = 1
[term]
initial = 2
extensions = [1]
[data]
units = "units.csv"
localities = "localities.csv"
neighbours = "neighbours.csv"
providers = "providers.csv"
[money]
contract_management = 6000
uplift = "0%"
scale = [{ value = 0, saving = "0%" }, { value = 600000, saving = "3%" }]
[[money.promised]]
service = "youth"
first_year = 2
annual = 1000
[[money.integration]]
services = ["centre", "youth"]
annual = 9000
[[money.need_led]]
service = "centre"
pace = "50%"
[[divide]]
units = ["work"]
by = "need"
[market]
small_needed = 2
[[rule]]
id = "budget"
kind = "envelope"
services = ["centre"]
annual = 30000
[[rule]]
id = "access"
kind = "small_bidders"
lots = 1
[[objective]]
measure = "whole_life_cost"
[[objective]]
measure = "travel"
[[option]]
id = "council"
lots = [["north", "south"], ["work"]]
""",
    "units.csv": """\
id,name,service,annual_budget,locality,need,provider,cpv
north,North centre,centre,"£20,000",uptown,3,p,0123
south,South centre,centre,10000.50,downtown,1,,
work,,youth,5000,,2,,
""",
    "localities.csv": """\
id,name,need,x,y
uptown,Uptown,1,0,0
downtown,Downtown,2,1,1
""",
    "neighbours.csv": """\
a,b
uptown,downtown
downtown,uptown
uptown,downtown
""",
    "providers.csv": """\
id,name,services,localities,annual_turnover,kind,capacity,price,count
p,Partners,*,*,100000,vcse,,,2
n,National,centre;youth,uptown,,national,500000,,
""",
}


def write(folder: Path, *changes: tuple[str, str, str], **files: str | bytes) -> Path:
    """The town in `folder`, with (file, old text, new text) changed; whole files by stem."""
    contents: dict[str, str | bytes] = dict(FILES)
    for file, old, new in changes:
        text = contents[file]
        assert isinstance(text, str)
        assert old in text
        contents[file] = text.replace(old, new)
    contents |= {f"{stem}.csv": content for stem, content in files.items()}
    folder.mkdir(parents=True, exist_ok=True)
    for file, content in contents.items():
        data = content if isinstance(content, bytes) else content.encode()
        (folder / file).write_bytes(data)
    return folder


def faults(path: Path, settings: tuple[str, ...] = (), off: tuple[str, ...] = ()) -> list[str]:
    """The lines that a user sees; none for a scenario that is valid."""
    try:
        load(path, settings, off)
    except InputFaults as error:
        return [str(fault) for fault in error.faults]
    return []
