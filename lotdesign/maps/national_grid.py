"""Turns British National Grid metres into latitude and longitude."""

from math import atan2, cos, degrees, radians, sin, sqrt, tan

_AIRY_A, _AIRY_B = 6_377_563.396, 6_356_256.909
_WGS84_A, _WGS84_B = 6_378_137.0, 6_356_752.314245
_SCALE = 0.9996012717
_LAT0, _LON0 = radians(49), radians(-2)
_EAST0, _NORTH0 = 400_000.0, -100_000.0
_SHIFT = (446.448, -125.157, 542.060)
_PARTS_PER_MILLION = -20.4894
_TURN_SECONDS = (0.1502, 0.2470, 0.8421)


def convert_grid_metres(east: float, north: float) -> tuple[float, float]:
    """(latitude, longitude) in degrees of a place on the grid; within about 5 metres.

    Ordnance Survey, A guide to coordinate systems in Great Britain, annexes B and C: the inverse
    of the transverse Mercator projection on Airy 1830, then the seven-parameter transformation.
    """
    return _shift_to_wgs84(*_unproject(east, north))


def _unproject(east: float, north: float) -> tuple[float, float]:
    """Radians on Airy 1830."""
    a, b = _AIRY_A * _SCALE, _AIRY_B * _SCALE
    e2 = 1 - (b / a) ** 2
    lat = _LAT0 + (north - _NORTH0) / a
    for _ in range(20):
        short = north - _NORTH0 - _measure_meridian(b, (a - b) / (a + b), lat)
        if abs(short) < 1e-5:
            break
        lat += short / a
    nu = a / sqrt(1 - e2 * sin(lat) ** 2)
    rho = a * (1 - e2) / (1 - e2 * sin(lat) ** 2) ** 1.5
    eta2, t, away = nu / rho - 1, tan(lat), east - _EAST0
    lat_out = (
        lat
        - away**2 * t / (2 * rho * nu)
        + away**4 * t / (24 * rho * nu**3) * (5 + 3 * t**2 + eta2 - 9 * t**2 * eta2)
        - away**6 * t / (720 * rho * nu**5) * (61 + 90 * t**2 + 45 * t**4)
    )
    lon_out = _LON0 + (
        away / nu
        - away**3 / (6 * nu**3) * (nu / rho + 2 * t**2)
        + away**5 / (120 * nu**5) * (5 + 28 * t**2 + 24 * t**4)
        - away**7 / (5040 * nu**7) * (61 + 662 * t**2 + 1320 * t**4 + 720 * t**6)
    ) / cos(lat)
    return lat_out, lon_out


def _measure_meridian(b: float, n: float, lat: float) -> float:
    """Metres along the meridian from the grid's origin, on the scaled ellipsoid."""
    apart, both = lat - _LAT0, lat + _LAT0
    return b * (
        (1 + n + 1.25 * n**2 + 1.25 * n**3) * apart
        - (3 * n + 3 * n**2 + 2.625 * n**3) * sin(apart) * cos(both)
        + 1.875 * (n**2 + n**3) * sin(2 * apart) * cos(2 * both)
        - 35 / 24 * n**3 * sin(3 * apart) * cos(3 * both)
    )


def _shift_to_wgs84(lat: float, lon: float) -> tuple[float, float]:
    """Degrees on WGS 84 of radians on Airy 1830, at sea level."""
    e2 = 1 - (_AIRY_B / _AIRY_A) ** 2
    nu = _AIRY_A / sqrt(1 - e2 * sin(lat) ** 2)
    x, y, z = nu * cos(lat) * cos(lon), nu * cos(lat) * sin(lon), nu * (1 - e2) * sin(lat)
    rx, ry, rz = (radians(each / 3600) for each in _TURN_SECONDS)
    grown = 1 + _PARTS_PER_MILLION / 1e6
    x, y, z = (
        _SHIFT[0] + grown * x - rz * y + ry * z,
        _SHIFT[1] + rz * x + grown * y - rx * z,
        _SHIFT[2] - ry * x + rx * y + grown * z,
    )
    e2, flat = 1 - (_WGS84_B / _WGS84_A) ** 2, sqrt(x * x + y * y)
    lat = atan2(z, flat * (1 - e2))
    for _ in range(10):
        nu = _WGS84_A / sqrt(1 - e2 * sin(lat) ** 2)
        lat = atan2(z + e2 * nu * sin(lat), flat)
    return degrees(lat), degrees(atan2(y, x))
